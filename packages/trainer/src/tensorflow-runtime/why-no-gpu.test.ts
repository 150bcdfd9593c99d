import { afterEach, describe, expect, it, vi } from 'vitest';
import { gpuWords, whyNoGpu } from './why-no-gpu.js';

describe('gpuWords()', () => {
  it('are what TensorFlow warns of GPUs, without times and places', () => {
    const log = [
      'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR',
      'I0000 00:00:1795648515.309934   18079 cpu_feature_guard.cc:227] This TensorFlow binary is optimized.',
      'W0000 00:00:1795648515.309934   18079 cpu_allocator_impl.cc:84] Allocation of 9 exceeds 10% of free system memory.',
      'E0000 00:00:1795648515.310680   18079 cuda_platform.cc:52] failed call to cuInit: UNKNOWN ERROR (303)',
      'E0000 00:00:1795648515.310690   18079 cuda_platform.cc:52] failed call to cuInit: UNKNOWN ERROR (303)',
      '2026-11-25 20:00:00.123456: W tensorflow/gpu_device.cc:2344] Cannot dlopen some GPU libraries.',
    ].join('\n');
    expect(gpuWords(log)).toBe(
      'failed call to cuInit: UNKNOWN ERROR (303) Cannot dlopen some GPU libraries.',
    );
  });

  it('are none of a build without CUDA', () => {
    expect(gpuWords('I0000 00:00:1.2 3 port.cc:153] oneDNN custom operations are on.')).toBe('');
  });
});

describe('whyNoGpu()', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('says that the GPU is hidden', async () => {
    vi.stubEnv('CUDA_VISIBLE_DEVICES', '-1');
    expect(await whyNoGpu('none', '')).toContain('CUDA_VISIBLE_DEVICES=-1 hides it');
  });

  it('advises how to install CUDA where TensorFlow warns of nothing', async () => {
    vi.stubEnv('CUDA_VISIBLE_DEVICES', undefined);
    const why = await whyNoGpu('/dev/null', 'Install it with CUDA.');
    expect(why).toMatch(/; this TensorFlow is built without CUDA\. Install it with CUDA\.$/);
  });
});
