import type { SnapshotRow } from '@peasy/tracker/api';
import { describe, expect, it } from 'vitest';
import { chosenSnapshot, snapshotChoices } from './snapshot-choice.js';

const SNAPSHOTS = [
  { id: 'a', epoch: 0, reasons: ['scheduled'] },
  { id: 'b', epoch: 1, reasons: ['best'] },
  { id: 'c', epoch: 2.5, reasons: ['last'] },
].map((row) => ({ step: 0, createdAt: '', bytes: 0, ...row }) as unknown as SnapshotRow);

describe('snapshotChoices()', () => {
  it('names the newest and the best, and has every epoch', () => {
    const words = snapshotChoices(SNAPSHOTS).map(({ value, snapshot }) => [value, snapshot.id]);
    expect(words).toEqual([
      ['last', 'c'],
      ['best', 'b'],
      ['0', 'a'],
      ['1', 'b'],
      ['2.5', 'c'],
    ]);
  });
});

describe('chosenSnapshot()', () => {
  it.each([
    [undefined, 'c'],
    ['best', 'b'],
    ['0', 'a'],
    ['77', 'c'],
  ])('of %s is %s', (value, id) => {
    expect(chosenSnapshot(SNAPSHOTS, value).snapshot.id).toBe(id);
  });
});
