/**
 * Weights lie in panels: a matrix [rows, columns] is stored as [columns / 8][rows][8], the last
 * panel filled up with zeros, so that the innermost loops read two whole vectors a row.
 */

/** Columns of a panel: two vectors. */
export const PANEL: i32 = 8;
/** Bytes of one row of a panel. */
export const PANEL_ROW: usize = 32;
/** Rows of a register tile: 4 rows x 8 columns are 8 accumulators of the 16 vector registers. */
export const TILE: i32 = 4;

/** Rows that are packed and multiplied in groups among themselves: a slice has as many photos. */
const UNIT: i32 = 16;

/**
 * How many rows of a left side of `rows` rows lie side by side from row i on: fused multiply-adds take
 * six, and as few as possible in fours. 16 make 6, 6 and 4; what is missing of a group of 4 is filled up.
 */
export function groupRows(i: i32, rows: i32): i32 {
  const rest = min(UNIT - (i & (UNIT - 1)), rows - i);
  return ASC_FEATURE_RELAXED_SIMD && rest >= 6 && rest != 8 ? 6 : TILE;
}

/** How many panels hold `columns` columns. */
export function panelCount(columns: i32): i32 {
  return (columns + PANEL - 1) / PANEL;
}

/** Stores the first `count` (1 to 8) of the eight values in `low` and `high`. */
export function storeFirst(to: usize, low: v128, high: v128, count: i32): void {
  if (count >= 8) {
    v128.store(to, low);
    v128.store(to, high, 16);
  } else {
    storeSome(to, low, high, count);
  }
}

function storeSome(to: usize, low: v128, high: v128, count: i32): void {
  let rest = low;
  if (count >= 4) {
    v128.store(to, low);
    rest = high;
    to += 16;
    count -= 4;
  }
  if (count > 0) v128.store_lane<f32>(to, rest, 0);
  if (count > 1) v128.store_lane<f32>(to, rest, 1, 4);
  if (count > 2) v128.store_lane<f32>(to, rest, 2, 8);
}

/**
 * The kernel that carries gradients back: inputs and outputs swapped, the window turned by 180
 * degrees. From panels of [window * inputs, outputs] to panels of [window * outputs, inputs];
 * `window` is kernelSize², or 1 for a dense layer. Columns that fill up the last panel become 0.
 * Only outputs from `firstOutput` up to, and without, `lastOutput` are carried over.
 */
export function transposePanels(
  from: usize,
  to: usize,
  window: i32,
  inputs: i32,
  outputs: i32,
  firstOutput: i32,
  lastOutput: i32,
): void {
  const fromPanel = <usize>(window * inputs) * PANEL_ROW;
  for (let panel = 0, panels = panelCount(inputs); panel < panels; panel++) {
    for (let place = window - 1; place >= 0; place--) {
      let at = to + <usize>firstOutput * PANEL_ROW;
      const rows = from + <usize>(place * inputs + panel * PANEL) * PANEL_ROW;
      const count = inputs - panel * PANEL;
      let output = firstOutput;
      while (output < lastOutput) {
        const columns = rows + <usize>(output >> 3) * fromPanel + ((<usize>(output & 7)) << 2);
        if (count >= PANEL && (output & 3) == 0 && lastOutput - output >= 4) {
          turnFour(columns, at);
          turnFour(columns + PANEL_ROW * 4, at + 16);
          output += 4;
          at += PANEL_ROW * 4;
        } else {
          for (let lane = 0; lane < PANEL; lane++) {
            const value = lane < count ? load<f32>(columns + <usize>lane * PANEL_ROW) : <f32>0;
            store<f32>(at + ((<usize>lane) << 2), value);
          }
          output++;
          at += PANEL_ROW;
        }
      }
      to += <usize>outputs * PANEL_ROW;
    }
  }
}

/** Four rows by four columns of a panel become four rows by four of another. */
function turnFour(from: usize, to: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from, PANEL_ROW);
  const r2 = v128.load(from, PANEL_ROW * 2);
  const r3 = v128.load(from, PANEL_ROW * 3);
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), PANEL_ROW);
  v128.store(to, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), PANEL_ROW * 2);
  v128.store(to, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), PANEL_ROW * 3);
}
