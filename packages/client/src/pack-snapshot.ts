import type { NamedTensors, Snapshot } from '@peasy/core';
import { checkCount, checkFinite, checkWord } from './check.js';
import { littleEndian, packBytes } from './pack-bytes.js';
import { TrackingError } from './tracking-error.js';

/** A snapshot as the server takes it; a copy, so that training may go on. @throws TrackingError */
export function packSnapshot({ step, epoch, reasons, weights, resume }: Snapshot): Uint8Array {
  checkCount('the step of a snapshot', step);
  checkFinite('the epoch of a snapshot', epoch);
  const head = {
    epoch,
    reasons,
    weights: describe(weights),
    ...(resume && {
      resume: {
        optimizerState: describe(resume.optimizerState),
        trainerState: checkJson(resume.trainerState),
      },
    }),
  };
  const tensors = [...weights.values(), ...(resume?.optimizerState.values() ?? [])];
  return packBytes(
    head,
    tensors.map(({ values }) => littleEndian(values)),
  );
}

function describe(tensors: NamedTensors) {
  return [...tensors].map(([name, { shape, values }]) => {
    checkWord('the name of a tensor', name);
    const size = shape.reduce((product, axis) => product * axis, 1);
    if (size === values.length) return { name, shape };
    throw new TrackingError(
      'invalid',
      `Expected tensor "${name}" of shape [${shape.join(', ')}] to have ${size} values, got ${values.length}.`,
    );
  });
}

/** NaN and the infinities would become null. */
function checkJson(state: unknown): unknown {
  const text = JSON.stringify(state, (key, inner: unknown) => {
    if (typeof inner !== 'number' || Number.isFinite(inner)) return inner;
    throw new TrackingError(
      'invalid',
      `Expected the trainer state of a snapshot to be JSON, got ${inner} at "${key}". Write it with core's encodeNumber.`,
    );
  });
  if (text !== undefined) return state;
  throw new TrackingError(
    'invalid',
    `Expected the trainer state of a snapshot to be JSON, got ${String(state)}.`,
  );
}
