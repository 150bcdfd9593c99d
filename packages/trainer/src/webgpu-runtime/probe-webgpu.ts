/**
 * Computes with WebGPU where it can, and says on what. A machine without a GPU is no failure: the
 * install is whole, and says what is missing.
 */
import { leaseWebgpu } from './webgpu-lease.js';
import { webgpuMissing } from './webgpu-missing.js';

try {
  await probe();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function probe(): Promise<void> {
  const missing = await webgpuMissing();
  if (missing !== undefined) {
    if (/does not load|is not installed\. Install it/.test(missing)) throw new Error(missing);
    process.stdout.write(`It cannot compute yet: ${missing}.\n`);
    return;
  }
  const lease = await leaseWebgpu('auto');
  const { tf, backend, device } = lease.place;
  await tf.setBackend(backend);
  const x = tf.tensor([1, 2, 3, 4], [2, 2]);
  const [gradient] = tf.grads((a) => tf.sum(tf.matMul(a, a)))([x]);
  const values = [...(await gradient.data())];
  tf.dispose([x, gradient]);
  const problem = lease.problem();
  await lease.release();
  // d sum(xx) / dx = rowsums of x across, columnsums of x down: 1·xᵀ + xᵀ·1.
  const expected = [7, 11, 9, 13];
  if (values.join() !== expected.join()) {
    throw new Error(problem ?? `Expected the gradient ${expected}, WebGPU computes ${values}.`);
  }
  process.stdout.write(`WebGPU computes on: ${device}.\n`);
}
