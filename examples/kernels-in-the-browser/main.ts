import { initialWeights, type Network, STREAMS, shuffled, wilsonInterval } from '@peasy/core';
import { writeNetwork } from '@peasy/formats';
import { kernelsEngine } from '@peasy/kernels';
import { drawShapes, SIZE } from './shapes.ts';

const network: Network = {
  name: 'shapes',
  input: [SIZE, SIZE, 3],
  layers: [
    { kind: 'conv2d', name: 'Conv', filters: 8, kernelSize: 3, padding: 'same' },
    { kind: 'activation', name: 'Relu', activation: 'relu' },
    { kind: 'maxPool2d', name: 'Pool', poolSize: 2 },
    { kind: 'flatten', name: 'Flatten' },
    { kind: 'dense', name: 'Classes', units: 2 },
    { kind: 'activation', name: 'Probabilities', activation: 'softmax' },
  ],
};
const [BATCH, TRAINED, TESTED, EPOCHS] = [32, 768, 256, 5];

async function train(tell: (words: string) => void): Promise<Uint8Array> {
  const images = drawShapes(TRAINED + TESTED);
  const rows = Int32Array.from({ length: TRAINED + TESTED }, (_, row) => row);
  const compiled = await kernelsEngine.compile(network, {
    seed: 1,
    batchSize: BATCH,
    loss: 'categoricalCrossentropy',
    optimizer: { kind: 'sgd', learningRate: 0.05, momentum: 0.9 },
  });
  await compiled.setWeights(initialWeights(network, 1));
  for (let epoch = 0, step = 0; epoch < EPOCHS; epoch++) {
    const order = shuffled(rows.subarray(0, TRAINED), 1, STREAMS.shuffle, epoch);
    for (let from = 0; from < TRAINED; from += BATCH, step++) {
      const indices = order.subarray(from, from + BATCH);
      const { loss } = await compiled.trainStep({ images, indices, step });
      tell(`epoch ${epoch + 1}: loss ${loss.toFixed(3)}`);
    }
    // The page draws what was told.
    await new Promise(requestAnimationFrame);
  }
  const { correct } = await compiled.evaluate(images, rows.subarray(TRAINED));
  const { low, high } = wilsonInterval(correct, TESTED);
  const [accuracy, from, to] = [correct / TESTED, low, high].map((value) => value.toFixed(3));
  tell(`accuracy ${accuracy} on n = ${TESTED} unseen shapes, 95 %: ${from} to ${to}`);
  const weights = await compiled.weights();
  await compiled.dispose();
  const [file] = await writeNetwork('keras', { network, weights, classes: ['disc', 'square'] });
  return file.bytes;
}

const button = document.querySelector('button')!;
const status = document.querySelector('[role=status]')!;
button.addEventListener('click', async () => {
  const bytes = await train((words) => {
    status.textContent = words;
  });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes.slice()]));
  link.download = 'shapes.keras';
  link.textContent = 'The network as a file for Keras';
  button.after(' ', link);
});
