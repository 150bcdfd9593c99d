import type { EngineName } from '@peasy/core';
import type { RunDetail } from '@peasy/tracker';

/** What a run's record says of what computed it. */
type Recorded = Pick<RunDetail, 'engine' | 'device' | 'environment'>;

/** What computes a run from here on. */
export interface ComputedBy {
  readonly engine: EngineName;
  /** As the compiled network names it. */
  readonly device: string;
}

/** Whether a run was computed on a GPU last. */
export function isOnGpu({ device }: Pick<Recorded, 'device'>): boolean {
  return device?.startsWith('gpu') ?? false;
}

/**
 * What changes in a run's record when it goes on after so many epochs: when the engine or its
 * device is another, all of them with the epoch from which each was used.
 */
export function enginesFrom(
  epoch: number,
  recorded: Recorded,
  now: ComputedBy,
): RunDetail['environment'] {
  const from = `from epoch ${Number(epoch.toFixed(3))}`;
  const { engine, device, environment } = recorded;
  const used = (all: unknown, last: string | null) => (typeof all === 'string' ? all : last);
  return {
    ...(now.engine !== engine && {
      engines: `${used(environment.engines, engine)}, ${from} ${now.engine}`,
    }),
    ...(isElsewhere(recorded, now) && {
      devices: `${used(environment.devices, device)}, ${from} ${now.device}`,
    }),
  };
}

/** Says that a run goes on with another engine than before, or undefined. */
export function changedEngineNotice(
  recorded: Recorded | undefined,
  now: ComputedBy,
): string | undefined {
  if (!recorded || recorded.engine === now.engine) return undefined;
  return `Engine ${now.engine} from here on, ${recorded.engine} before: results differ from those of an unbroken run, as sums are rounded otherwise. The run's record says so.`;
}

/** Says that a run goes on with the same engine on another device than before, or undefined. */
export function changedDeviceNotice(
  recorded: Recorded | undefined,
  now: ComputedBy,
): string | undefined {
  if (!recorded || recorded.engine !== now.engine || !isElsewhere(recorded, now)) return undefined;
  return `On ${now.device} from here on, on ${recorded.device} before: results differ from those of an unbroken run, as sums are rounded otherwise. The run's record says so.`;
}

/** The kernels' device names set and threads: the one is told as such, the other changes nothing. */
function isElsewhere({ engine, device }: Recorded, now: ComputedBy): boolean {
  const isKernelsAgain = engine === 'kernels' && now.engine === 'kernels';
  return now.device !== device && !isKernelsAgain;
}
