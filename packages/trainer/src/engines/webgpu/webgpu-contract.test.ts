import { describeEngineContract } from '@peasy/engine-contract/contract';
import { afterAll, beforeAll, vi } from 'vitest';
import { useSoftwareAdapter } from '../../../test-programs/software-adapter.js';
import { leaseWebgpu, type WebgpuLease } from '../../webgpu-runtime/webgpu-lease.js';
import { webgpuEngine } from './webgpu-engine.js';

useSoftwareAdapter();
// A software adapter trains some 10 photos a second, and a reference step has 128.
vi.setConfig({ testTimeout: 600_000 });

const isHere = (await webgpuEngine.unavailableReason()) === undefined;
let lease: WebgpuLease | undefined;
// The device stays open from test to test, so that shaders are compiled once.
beforeAll(async () => {
  if (isHere) lease = await leaseWebgpu('auto');
});
afterAll(() => lease?.release());

const isReal = (await webgpuEngine.unavailableReason('gpu')) === undefined;
await describeEngineContract(webgpuEngine, { slow: !isReal });
