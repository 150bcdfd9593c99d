import type { MatrixPlan, NetworkPlan } from '../plan/network-plan.js';
import type { Pass } from './pass.js';

/** Where the slice's part of a gradient goes. */
export function partOf(
  { sliceStride }: NetworkPlan,
  { name, part }: MatrixPlan,
  { slice }: Pass,
): number {
  if (part === undefined) throw new Error(`The gradient of "${name}" has no parts.`);
  return part + slice * sliceStride;
}
