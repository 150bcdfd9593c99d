import type { Scale } from '../state/curve-route.js';
import type { Extent } from './extent.js';

/**
 * A range that is asked for, as an address says it: within what there is, in digits that matter.
 * undefined: it is all that there is; `none`: nothing of it is there.
 */
export function zoomWithin(
  range: Extent,
  whole: Extent = range,
  scale: Scale,
): Extent | undefined | 'none' {
  const [from, to] = [Math.max(whole[0], range[0]), Math.min(whole[1], range[1])];
  if (!(to > from)) return 'none';
  if (from <= whole[0] && to >= whole[1]) return undefined;
  // Digits finer than a thousandth of the range say nothing; on a logarithmic axis, of the value.
  const unit = 10 ** (Math.floor(Math.log10(to - from)) - 3);
  const rounded = (value: number) =>
    scale === 'log'
      ? Number(value.toPrecision(4))
      : Number((Math.round(value / unit) * unit).toPrecision(12));
  const zoom = [rounded(from), rounded(to)] as const;
  return zoom[1] > zoom[0] ? zoom : 'none';
}

/** What a chart shows when it is asked for another range. */
export interface ShownRange {
  readonly whole: Extent | undefined;
  readonly zoom: Extent | undefined;
  readonly scale: Scale;
}

/** The range that a chart's event asks for; nothing, and the event is cancelled, where it changes nothing. */
export function grantedZoom(
  event: CustomEvent<Extent | null>,
  { whole, zoom, scale }: ShownRange,
): { readonly zoom: Extent | undefined } | undefined {
  const wanted = event.detail ? zoomWithin(event.detail, whole, scale) : undefined;
  if (wanted !== 'none' && (wanted || zoom)) return { zoom: wanted };
  event.preventDefault();
  return undefined;
}
