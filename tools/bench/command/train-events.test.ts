import { describe, expect, it } from 'vitest';
import { TrainEventReader, wholeEpochSeconds } from './train-events.js';

const START = { event: 'start', device: 'cpu', split: { train: 11_200, validation: 2_400 } };

function read(lines: readonly object[]): TrainEventReader {
  const reader = new TrainEventReader();
  for (const [index, line] of lines.entries()) reader.take(JSON.stringify(line), index * 500);
  return reader;
}

describe('TrainEventReader', () => {
  it('gathers photos, epochs and the end', () => {
    const epoch = { event: 'epoch', epoch: 1, epochs: 1, loss: 0.69, valAccuracy: 0.6, seconds: 2 };
    const events = read([
      { event: 'photos', count: 16_000 },
      START,
      epoch,
      { event: 'end', status: 'finished' },
    ]).finish();
    expect(events).toMatchObject({ device: 'cpu', trainPhotos: 11_200, validationPhotos: 2_400 });
    expect(events.epochs).toEqual([
      { epoch: 1, loss: 0.69, valAccuracy: 0.6, seconds: 2, at: 1000 },
    ]);
  });

  it('refuses a run that failed, and one that never ended', () => {
    expect(() => read([START, { event: 'end', status: 'failed' }]).finish()).toThrow(/"failed"/);
    expect(() => read([START]).finish()).toThrow(/"broken off"/);
  });
});

describe('wholeEpochSeconds()', () => {
  it('leaves the first epoch out and counts what lies between two', () => {
    const epochs = [1000, 3000, 3500].map((at, i) => ({ epoch: i + 1, loss: 0, seconds: 0.1, at }));
    expect(wholeEpochSeconds(epochs)).toEqual([2, 0.5]);
  });
});
