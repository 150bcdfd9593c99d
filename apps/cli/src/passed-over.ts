import type { PassedOver } from '@peasy/trainer';

/** What is so wherever nobody set anything up: a machine without a GPU, an engine that nobody installed. */
const ORDINARY_REASONS = [/^\w+ is not installed\b/, /\bno NVIDIA driver is loaded here\b/];

/** Whether a reason against an engine says no more than that a machine is an ordinary one. */
export function isOrdinary(reason: string): boolean {
  return ORDINARY_REASONS.some((ordinary) => ordinary.test(reason));
}

/**
 * What a run's record says of the engines that `auto` passed over: those that are there and could
 * not be used. Of ordinary machines nothing.
 */
export function passedOverRecord(passedOver: readonly PassedOver[]): {
  readonly enginesPassedOver?: string;
} {
  const told = passedOver.filter(({ reason }) => !isOrdinary(reason));
  if (told.length === 0) return {};
  return { enginesPassedOver: told.map(({ name, reason }) => `${name}: ${reason}`).join('; ') };
}
