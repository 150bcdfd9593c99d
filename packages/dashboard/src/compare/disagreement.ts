import { formatDecimals } from '../format/number.js';
import { formatAddress, microscopeRoute } from '../state/route.js';
import type { SheetPhoto } from './photo-sheet.js';
import type { Agreement, SharedTest } from './shared-test.js';
import { pixelsOf, probabilityOf } from './test-evaluation.js';

/** Which photos of two runs are shown: only the first right, only the second, neither. */
export const SHEETS = ['first', 'second', 'wrong'] as const;
export type Sheet = (typeof SHEETS)[number];

/** Photos of a sheet, those first on which the two runs are surest of their difference. */
export function sheetOf(
  { evaluations, places }: SharedTest,
  { onlyFirst, onlySecond, bothWrong }: Agreement,
  sheet: Sheet,
  pair: readonly [number, number],
  runs: readonly { readonly id: string; readonly name: string }[],
): readonly SheetPhoto[] {
  const found = sheet === 'first' ? onlyFirst : sheet === 'second' ? onlySecond : bothWrong;
  const [first, second] = pair.map((i) => evaluations[i]);
  const ids = runs.map(({ id }) => id);
  return found
    .map((at) => {
      const [mine, theirs] = [places[pair[0]][at], places[pair[1]][at]];
      const { label, path, index } = first.photos[mine];
      const [p, q] = [probabilityOf(first, mine, label), probabilityOf(second, theirs, label)];
      const word = first.classes[label];
      return {
        order: sheet === 'first' ? p - q : sheet === 'second' ? q - p : 2 - p - q,
        photo: {
          path,
          pixels: pixelsOf(first, mine),
          address: formatAddress({ ...microscopeRoute(ids), photos: [index] }),
          title: word,
          lines: [
            `${runs[0].name} ${formatDecimals(p, 2)}`,
            `${runs[1].name} ${formatDecimals(q, 2)}`,
          ],
        },
      };
    })
    .sort((one, other) => other.order - one.order)
    .map(({ photo }) => photo);
}

/** Every photo that not both name right, as rows of a file. */
export function photosAsRows(
  { evaluations, places }: SharedTest,
  { onlyFirst, onlySecond, bothWrong }: Agreement,
  [a, b]: readonly [number, number],
  [first, second]: readonly { readonly name: string }[],
): readonly (readonly string[])[] {
  const rows = (positions: readonly number[], right: string) =>
    positions.map((at) => {
      const [mine, theirs] = [places[a][at], places[b][at]];
      const { path, label, hash } = evaluations[a].photos[mine];
      return [
        ...[path, hash, evaluations[a].classes[label], right],
        String(probabilityOf(evaluations[a], mine, label)),
        String(probabilityOf(evaluations[b], theirs, label)),
      ];
    });
  return [
    ['photo', 'sha256', 'class', 'right', `${first.name} p(class)`, `${second.name} p(class)`],
    ...rows(onlyFirst, first.name),
    ...rows(onlySecond, second.name),
    ...rows(bothWrong, ''),
  ];
}
