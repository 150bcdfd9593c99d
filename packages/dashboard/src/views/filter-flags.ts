import { html } from 'lit';
import { countOf } from '../format/number.js';
import type { FilterFacts } from '../inside/filter-statistics.js';
import { twinPairs } from './filter-layer.js';

/** Flagged filters that are named. */
const NAMED = 12;

/** What is known of a layer's filters. */
export interface LayerFacts {
  /** undefined: not yet. */
  readonly known: readonly FilterFacts[] | undefined;
  readonly problem: Error | undefined;
  /** How many photos they were looked at on. */
  readonly photos: number | undefined;
}

/** Which filters are dead on test photos, and which are twins; how each is found is up to `choose`. */
export function renderFlags(
  { known, problem, photos }: LayerFacts,
  dead: ReadonlySet<number>,
  choose: (filter: number) => void,
) {
  if (!known || photos === undefined) {
    return html`<p class="soft" role="status">
        ${problem ? `Whether any is dead is not known: ${problem.message}` : 'Looking at test photos…'}
      </p>`;
  }
  const pairs = twinPairs(known);
  const n = countOf(photos, 'test photo');
  const names = (all: readonly number[]) =>
    all.slice(0, NAMED).map(
      (filter) => html`<button
          type="button"
          class="bare number"
          @click=${() => choose(filter)}
        >
          ${filter}
        </button>`,
    );
  return html`<p class="flags" role="status">
      <span><span class="mark dead"></span>
      ${
        dead.size === 0
          ? html`None is dead on ${n}.`
          : html`${dead.size} dead on ${n}: ${names([...dead])}${dead.size > NAMED ? '…' : ''}`
      }</span>
      <span><span class="mark twin"></span>
      ${
        pairs.length === 0
          ? html`No two point the same way (cosine above 0.99).`
          : html`${countOf(pairs.length, 'pair')} of twins:
            ${pairs
              .slice(0, NAMED / 2)
              .map(
                ({ a, b, cosine }) =>
                  html`${names([a, b])}<span class="soft">(${cosine.toFixed(4)})</span> `,
              )}`
      }</span>
    </p>`;
}
