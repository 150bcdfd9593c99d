import { describe, expect, it } from 'vitest';
import {
  type ComputedBy,
  changedDeviceNotice,
  changedEngineNotice,
  enginesFrom,
  isOnGpu,
} from './recorded-engine.js';

const kernels: ComputedBy = { engine: 'kernels', device: 'cpu (wasm relaxed simd, 2 threads)' };
const onGpu: ComputedBy = { engine: 'tensorflow', device: 'gpu (NVIDIA T4, TensorFlow 2.21.0)' };
const onCpu: ComputedBy = { engine: 'tensorflow', device: 'cpu (TensorFlow 2.21.0)' };
const run = (by: ComputedBy, environment = {}) => ({ ...by, environment });

describe('isOnGpu()', () => {
  it('is told by the device that was recorded last', () => {
    expect(isOnGpu(run(onGpu))).toBe(true);
    expect(isOnGpu(run(onCpu))).toBe(false);
    expect(isOnGpu({ device: null })).toBe(false);
  });
});

describe('enginesFrom()', () => {
  it('changes nothing with the same engine in the same place', () => {
    expect(enginesFrom(2, run(onGpu), onGpu)).toEqual({});
    const fewerThreads = { ...kernels, device: 'cpu (wasm relaxed simd, 1 thread)' };
    expect(enginesFrom(2, run(kernels), fewerThreads)).toEqual({});
  });

  it('keeps every engine and every device with the epoch from which it was used', () => {
    const second = enginesFrom(2.5, run(kernels), onGpu);
    expect(second).toEqual({
      engines: 'kernels, from epoch 2.5 tensorflow',
      devices: `${kernels.device}, from epoch 2.5 ${onGpu.device}`,
    });
    const third = enginesFrom(10 / 3, run(onGpu, second), onCpu);
    expect(third).toEqual({ devices: `${second.devices}, from epoch 3.333 ${onCpu.device}` });
    expect(enginesFrom(4, run(onCpu, { ...second, ...third }), kernels)).toEqual({
      engines: 'kernels, from epoch 2.5 tensorflow, from epoch 4 kernels',
      devices: `${third.devices}, from epoch 4 ${kernels.device}`,
    });
  });
});

describe('what is said of a run that goes on', () => {
  it('is the engine, where that is another', () => {
    const words = /^Engine tensorflow from here on, kernels before: .* record says so\.$/;
    expect(changedEngineNotice(run(kernels), onGpu)).toMatch(words);
    expect(changedDeviceNotice(run(kernels), onGpu)).toBeUndefined();
  });

  it('is the device, where only that is another', () => {
    expect(changedEngineNotice(run(onGpu), onCpu)).toBeUndefined();
    expect(changedDeviceNotice(run(onGpu), onCpu)).toMatch(
      'On cpu (TensorFlow 2.21.0) from here on, on gpu (NVIDIA T4, TensorFlow 2.21.0) before: ',
    );
  });

  it('is nothing for a new run, and for one that stays where it was', () => {
    for (const notice of [changedEngineNotice, changedDeviceNotice]) {
      expect(notice(undefined, kernels)).toBeUndefined();
      expect(notice(run(onGpu), onGpu)).toBeUndefined();
    }
  });
});
