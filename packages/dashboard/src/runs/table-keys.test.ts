import { describe, expect, it } from 'vitest';
import { tableAction } from './table-keys.js';

const at = { current: 5, total: 10, page: 3 };

describe('tableAction()', () => {
  it('moves within the table, and ticks on the way with Shift', () => {
    const places = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'].map((key) =>
      tableAction({ key }, at),
    );
    expect(places.map((action) => action?.kind === 'move' && action.to)).toEqual([
      4, 6, 2, 8, 0, 9,
    ]);
    expect(tableAction({ key: 'PageDown', shiftKey: true }, { ...at, current: 9 })).toEqual({
      ...{ kind: 'move', to: 9, extend: true },
    });
    expect(tableAction({ key: 'ArrowDown' }, { current: 0, total: 0, page: 1 })).toMatchObject({
      to: 0,
    });
  });
  it('selects all with Ctrl or Cmd, and leaves other keys of the browser alone', () => {
    expect(tableAction({ key: 'a', ctrlKey: true }, at)).toEqual({ kind: 'all' });
    expect(tableAction({ key: 'A', metaKey: true }, at)).toEqual({ kind: 'all' });
    expect(tableAction({ key: 'c', ctrlKey: true }, at)).toBeUndefined();
    expect(tableAction({ key: 'ArrowLeft', altKey: true }, at)).toBeUndefined();
    expect(tableAction({ key: 'x' }, at)).toBeUndefined();
  });
});
