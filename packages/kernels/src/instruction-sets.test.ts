import { type CompileOptions, INSTRUCTION_SETS, NETWORKS, withoutDropout } from '@peasy/core';
import { REFERENCE_OPTIONS } from '@peasy/engine-contract';
import { describeEngineContract } from '@peasy/engine-contract/contract';
import { describe, expect, it } from 'vitest';
import { checkInstructionSet } from './check-instruction-set.js';
import { reasonAgainst } from './choose-instruction-set.js';
import { nodeFeatures } from './environment.js';
import { KernelsError, kernelsEngine } from './index.js';
import { REFERENCE_JOBS, referenceRounds } from './reference-steps.js';

const network = withoutDropout(NETWORKS.cnn([8, 8, 3], 2));
const compile = (options: Partial<CompileOptions>) =>
  kernelsEngine.compile(network, { ...REFERENCE_OPTIONS, batchSize: 16, ...options });

for (const instructionSet of INSTRUCTION_SETS) {
  const reason = await reasonAgainst(instructionSet, nodeFeatures());
  describe(`instruction set ${instructionSet}`, async () => {
    await describeEngineContract({
      name: 'kernels',
      unavailableReason: async () => reason,
      compile: (each, options) => kernelsEngine.compile(each, { ...options, instructionSet }),
    });

    it('is left out for what this Node lacks, never for what it computes', () => {
      expect(reason ?? 'it needs nothing').toMatch(/^it needs /);
    });

    describe.skipIf(reason)(`the reference steps${reason ? ` [skipped: ${reason}]` : ''}`, () => {
      it.each(REFERENCE_JOBS)(
        'of the $way way have their losses, and the same bits in every round',
        async (job) => {
          const [first, ...others] = await referenceRounds(job, instructionSet);
          expect(first).toHaveLength(job.losses.length + 1);
          for (const [step, loss] of job.losses.entries()) {
            expect(Math.abs(first[step] / loss - 1)).toBeLessThan(1e-4);
          }
          for (const other of others) expect(other).toEqual(first);
        },
      );
    });

    if (reason) {
      it('says why it cannot run here, and what can', async () => {
        const outcome = compile({ instructionSet });
        await expect(outcome).rejects.toThrow(KernelsError);
        await expect(outcome).rejects.toThrow(
          `Instruction set ${instructionSet} cannot run here: ${reason}. Here run: simd128`,
        );
      });
    }
  });
}

describe('the check of an instruction set', () => {
  it.each(REFERENCE_JOBS)('passes simd128, and no other loss of the $way way', async (job) => {
    expect(await checkInstructionSet('simd128', [job])).toBeUndefined();
    const losses = job.losses.map((loss, step) => (step === 4 ? loss * 1.001 : loss));
    expect(await checkInstructionSet('simd128', [{ ...job, losses }])).toMatch(
      new RegExp(`^its loss of reference step 4 is .* instead of .* \\(the ${job.way} way\\)$`),
    );
  });

  it('says how a set failed that ends with an error', async () => {
    const job = { ...REFERENCE_JOBS[1], network: { ...REFERENCE_JOBS[1].network, layers: [] } };
    expect(await checkInstructionSet('simd128', [job])).toMatch(
      /^the reference steps of the general way ended with "/,
    );
  });
});

describe('the choice of an instruction set', () => {
  it('takes the best that runs here', async () => {
    const reasons = await Promise.all(
      INSTRUCTION_SETS.map((set) => reasonAgainst(set, nodeFeatures())),
    );
    const best = INSTRUCTION_SETS.findLast((_, place) => reasons[place] === undefined);
    const compiled = await compile({});
    expect(compiled.settings).toEqual({ instructionSet: best, threads: 1 });
    await compiled.dispose();
  });

  it('takes simd128 for bits that must be those of every machine', async () => {
    const compiled = await compile({ deterministic: true });
    expect(compiled.device).toBe('cpu (wasm simd128, 1 thread)');
    await compiled.dispose();
  });

  it('refuses another one with deterministic', async () => {
    await expect(compile({ deterministic: true, instructionSet: 'relaxed' })).rejects.toThrow(
      'Expected instructionSet simd128 with deterministic, got relaxed',
    );
  });

  it('refuses one that does not exist', async () => {
    await expect(compile({ instructionSet: 'avx' as 'wide' })).rejects.toThrow(
      'Expected instructionSet to be auto, simd128, relaxed, wide, got "avx".',
    );
  });

  it('is simd128 in a page', async () => {
    expect(await reasonAgainst('simd128', undefined)).toBeUndefined();
    expect(await reasonAgainst('relaxed', undefined)).toMatch(/^in a page/);
  });
});
