import { describe, expect, it } from 'vitest';
import { describeAdapter } from './find-adapter.js';

describe('describeAdapter()', () => {
  it.each([
    { vendor: 'google', architecture: 'swiftshader', device: 'swiftshader-device-subzero' },
    { vendor: 'mesa', device: 'llvmpipe (LLVM 19.1.0, 256 bits)' },
    { vendor: 'microsoft', device: 'Microsoft Basic Render Driver' },
    { vendor: 'someone', device: 'a renderer of its own', isFallbackAdapter: true },
  ])('knows a software adapter: $device', (info) => {
    expect(describeAdapter(info)).toEqual({ name: info.device, software: true });
  });

  it.each([
    { vendor: 'nvidia', architecture: 'ampere', device: 'nvidia-geforce-rtx-3080' },
    { vendor: 'apple', architecture: 'metal-3', device: 'Apple M1 Max', isFallbackAdapter: false },
    { vendor: 'intel', architecture: 'gen-12lp', device: 'Intel(R) Iris(R) Xe Graphics' },
  ])('knows a GPU: $device', (info) => {
    expect(describeAdapter(info)).toEqual({ name: info.device, software: false });
  });

  it('names it by what there is', () => {
    const { name } = describeAdapter({
      device: '0x2484',
      architecture: 'ampere',
      vendor: 'nvidia',
    });
    expect(name).toBe('ampere');
    expect(describeAdapter({ device: 'swiftshader-device-subzero-' }).name).toBe(
      'swiftshader-device-subzero',
    );
    expect(describeAdapter({ description: '' }).name).toBe('an adapter without a name');
  });
});
