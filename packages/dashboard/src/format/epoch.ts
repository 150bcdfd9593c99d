import { formatSignificant } from './number.js';

/** Where an epoch is among others, in words: "4", "0.5". */
export function epochText(epoch: number): string {
  return Number.isInteger(epoch) ? String(epoch) : formatSignificant(epoch, 3);
}
