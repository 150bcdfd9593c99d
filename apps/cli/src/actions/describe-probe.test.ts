import { describe, expect, it } from 'vitest';
import { describeProbe } from './describe-probe.js';

const speed = { cnn: 15_204, dense: 7801 };

describe('describeProbe()', () => {
  it('is the device, the speed where it was measured, and that auto takes it', () => {
    const device = 'cpu (wasm relaxed simd, 2 threads)';
    expect(describeProbe({ device, speed }, true)).toBe(
      'cpu (wasm relaxed simd, 2 threads); trains 15,204 (cnn) and 7,801 (dense) photos/s; auto takes it',
    );
    expect(describeProbe({ device }, false)).toBe(device);
  });

  it('says why auto does not take it, shortly where that is no news', () => {
    const device = 'cpu (TensorFlow 2.21.0)';
    const ordinary =
      'TensorFlow sees no GPU: no NVIDIA driver is loaded here (nvidia-smi names none)';
    expect(describeProbe({ device, automaticReason: ordinary }, false)).toBe(
      `${device}; auto takes it on a GPU only`,
    );
    const news = 'TensorFlow 2.21.0 sees no GPU: cuDNN (libcudnn.so.9) is not there';
    expect(describeProbe({ device, automaticReason: news }, false)).toBe(
      `${device}; auto does not: TensorFlow 2.21.0 sees no GPU: cuDNN is not there`,
    );
  });
});
