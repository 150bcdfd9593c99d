/** Loads TensorFlow, computes with it, and says on what; with `--gpu` also why that is no GPU. */
import { loadTensorflow, tensorflowMissing } from './load-tensorflow.js';

try {
  await probe();
} catch (error) {
  complain((error as Error).message);
  process.exitCode = 1;
}

async function probe(): Promise<void> {
  const { tf, version, device, deviceName } = await loadTensorflow();
  const x = tf.tensor([1, 2, 3, 4], [2, 2]);
  const [gradient] = tf.grads((a) => tf.sum(tf.matMul(a, a)))([x]);
  const values = [...(await gradient.data())];
  // d sum(xx) / dx = rowsums of x across, columnsums of x down: 1·xᵀ + xᵀ·1.
  const expected = [7, 11, 9, 13];
  if (values.join() !== expected.join()) {
    throw new Error(`Expected the gradient ${expected}, TensorFlow computes ${values}.`);
  }
  print(`TensorFlow ${version} computes on ${device === 'cpu' ? 'the CPU' : deviceName}.`);
  const reason = process.argv.includes('--gpu') ? await tensorflowMissing('gpu') : undefined;
  if (reason !== undefined) complain(`Not on a GPU yet: ${reason}.`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
