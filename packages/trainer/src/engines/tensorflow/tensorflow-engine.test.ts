import { NETWORKS } from '@peasy/core';
import { REFERENCE_OPTIONS } from '@peasy/engine-contract';
import { describeEngineContract } from '@peasy/engine-contract/contract';
import { describe, expect, it } from 'vitest';
import { itTrainsAsKernels } from '../../testing/trained-jobs.js';
import { tensorflowEngine } from './tensorflow-engine.js';

await describeEngineContract(tensorflowEngine);

const missing = await tensorflowEngine.unavailableReason();
describe.skipIf(missing)(`the tensorflow engine${missing ? ` [skipped: ${missing}]` : ''}`, () => {
  itTrainsAsKernels((network, options) => tensorflowEngine.compile(network, options));
});

const hasGpu = (await tensorflowEngine.unavailableReason('gpu')) === undefined;
const reason = missing ? ` [skipped: ${missing}]` : hasGpu ? ' [skipped: there is a GPU here]' : '';

describe.skipIf(reason !== '')(`the tensorflow engine without a GPU${reason}`, () => {
  it('refuses to compute on one, and says why', async () => {
    const options = { ...REFERENCE_OPTIONS, device: 'gpu' } as const;
    const compiled = tensorflowEngine.compile(NETWORKS.cnn([8, 8, 3], 2), options);
    await expect(compiled).rejects.toThrow(/^TensorFlow [\d.]+ sees no GPU: /);
    expect(await tensorflowEngine.unavailableReason('gpu')).toContain('sees no GPU');
  });

  it('says what it computes on', async () => {
    const compiled = await tensorflowEngine.compile(NETWORKS.cnn([8, 8, 3], 2), REFERENCE_OPTIONS);
    expect(compiled.device).toMatch(/^cpu \(TensorFlow \d+\.\d+\.\d+\)$/);
    await compiled.dispose();
  });
});
