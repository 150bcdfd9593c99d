import { describe, expect, it } from 'vitest';
import { loadTensorflow, tensorflowMissing } from './load-tensorflow.js';

const missing = await tensorflowMissing();
const reason = missing === undefined ? '' : ` [skipped: ${missing}]`;

describe.skipIf(missing !== undefined)(`loadTensorflow()${reason}`, () => {
  it('computes a gradient, and says which TensorFlow on what', async () => {
    const { tf, version, device, deviceName } = await loadTensorflow();
    const x = tf.tensor([1, 2, 3, 4], [2, 2]);
    const [gradient] = tf.grads((a) => tf.sum(tf.matMul(a, a)))([x]);
    expect([...(await gradient.data())]).toEqual([7, 11, 9, 13]);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(device === 'cpu').toBe(deviceName === 'cpu');
    tf.dispose([x, gradient]);
  });

  it('says why there is no GPU, or that there is one', async () => {
    const { device } = await loadTensorflow();
    const why = await tensorflowMissing('gpu');
    if (device === 'gpu') expect(why).toBeUndefined();
    else expect(why).toMatch(/^TensorFlow [\d.]+ sees no GPU: .+/);
  });
});
