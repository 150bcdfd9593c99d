import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test-programs/temporary-folder.js';
import { openStore } from '../../store/store.js';
import { importRuns } from '../import-runs.js';

async function imported(content: string, name = 'history.csv') {
  const folder = temporaryFolder();
  const file = join(folder, name);
  writeFileSync(file, content);
  const store = openStore({ file: join(folder, 'peasy.db') });
  const summary = await importRuns(store, { source: file });
  const runs = store.listRuns().map(({ id, name, experiment }) => ({
    ...{ name, experiment },
    series: store.points({ runs: [id] }).map(({ key, step, epoch, time, value }) => ({
      ...{ key, step: [...step], epoch: [...epoch], time: [...time], value: [...value] },
    })),
  }));
  store.close();
  return { summary, runs };
}

describe('importRuns() from tables of other programs', () => {
  it("reads Keras' CSVLogger: an epoch a row", async () => {
    const { summary, runs } = await imported('epoch,accuracy,loss\n0,0.5,nan\n1,0.75,inf\n');
    expect(summary).toMatchObject({ format: 'csv', runs: 1, points: 4 });
    expect(summary.notes.join()).toContain('no column of times');
    expect(runs[0]).toMatchObject({ name: 'history', experiment: 'imported' });
    expect(runs[0].series).toMatchObject([
      { key: 'accuracy', step: [0, 1], epoch: [0, 1], value: [0.5, 0.75] },
      { key: 'loss', step: [0, 1], value: [Number.NaN, Infinity] },
    ]);
  });

  it("reads Weights & Biases' history: _step, _timestamp, cells without a value", async () => {
    const { runs } = await imported(
      '_step,_timestamp,_runtime,loss,val_loss\n0,1700000000.5,0.5,1,\n10,1700000001.5,1.5,-1e-3,2\n',
    );
    const [, loss, valLoss] = runs[0].series;
    expect(loss).toMatchObject({
      step: [0, 10],
      time: [1_700_000_000_500, 1_700_000_001_500],
      value: [1, -0.001],
    });
    expect(valLoss).toMatchObject({ key: 'val_loss', step: [10], value: [2] });
  });

  it("reads Lightning's metrics.csv: step and epoch, most cells without a value", async () => {
    const { runs } = await imported('epoch,step,train_loss,val_loss\n0,49,0.5,\n0,49,,0.25\n');
    expect(runs[0].series).toMatchObject([
      { key: 'train_loss', step: [49], epoch: [0], value: [0.5] },
      { key: 'val_loss', step: [49], value: [0.25] },
    ]);
  });

  it("reads a table that TensorBoard's page saves", async () => {
    const { runs } = await imported('Wall time,Step,Value\n1700000000.25,1,0.5\n');
    expect(runs[0].series).toMatchObject([{ key: 'Value', step: [1], time: [1_700_000_000_250] }]);
  });

  it.each([
    ['semicolons and decimal commas', 'epoch;loss\r\n1;0,5\r\n'],
    ['tabs', 'epoch\tloss\n1\t0.5\n'],
    ['a mark at its beginning and quotes', '\ufeff"epoch","loss"\n"1.0"," 0.5 "\n'],
  ])('reads %s', async (_, content) => {
    const { runs } = await imported(content);
    expect(runs[0].series).toMatchObject([{ key: 'loss', step: [1], value: [0.5] }]);
  });

  it('takes a time that no clock shows for a metric, and counts rows where nothing else does', async () => {
    const { summary, runs } = await imported(',time,loss\n0,12.5,1\n1,12.25,2\n');
    expect(runs[0].series).toMatchObject([
      { key: 'time', step: [0, 1], value: [12.5, 12.25] },
      { key: 'loss', step: [0, 1] },
    ]);
    expect(summary.notes.join()).toMatch(/without a name was left out.*rows are counted from 0/);
  });

  it('reads rows of one value each, of several runs in any order', async () => {
    const { runs } = await imported('run,metric,step,value\na,loss,0,1\nb,loss,0,2\na,loss,1,3\n');
    const values = Object.fromEntries(runs.map(({ name, series }) => [name, series[0].value]));
    expect(values).toEqual({ a: [1, 3], b: [2] });
  });
});
