import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { drawPhoto } from '@peasy/data';
import { beforeAll, describe, expect, it } from 'vitest';
import { config, emptyFolder, Peasy, peasy, peasyJson } from '../src/peasy.js';

const folder = emptyFolder();
/** Photos that no run has seen. */
const FRESH = 60;

beforeAll(async () => {
  const train = (name: string, epochs: string) =>
    peasy(folder, ['train', '--config', config(name), '--epochs', epochs, '--json']);
  expect((await train('cnn', '20')).code).toBe(0);
  expect((await train('dense', '2')).code).toBe(0);
  for (const kind of ['cat', 'dog'] as const) {
    mkdirSync(path.join(folder, 'fresh', kind), { recursive: true });
    for (let index = 0; index < FRESH / 2; index++) {
      const file = path.join(folder, 'fresh', kind, `${index}.jpg`);
      writeFileSync(file, await drawPhoto({ kind, seed: 4321, index }));
    }
  }
});

describe('peasy runs', () => {
  it('lists runs as JSON and as a table', async () => {
    const runs = await peasyJson<{ name: string; status: string }[]>(folder, ['runs']);
    expect(runs.map(({ name }) => name)).toEqual(['dense', 'cnn']);
    const { stdout } = await peasy(folder, ['runs', '--sort', 'valAccuracy']);
    expect(stdout.split('\n')[1]).toMatch(/\bcnn\b.*finished.*drawn.*20\/20.*± 0\.\d+ \(n = \d+\)/);
  });

  it('filters', async () => {
    const names = async (...flags: string[]) =>
      (await peasyJson<{ name: string }[]>(folder, ['runs', ...flags])).map(({ name }) => name);
    expect(await names('--config', 'cnn')).toEqual(['cnn']);
    expect(await names('--filter', 'dens')).toEqual(['dense']);
    expect(await names('--status', 'failed')).toEqual([]);
    expect(await names('--limit', '1')).toEqual(['dense']);
  });

  it('says what to type where there is no database', async () => {
    const { code, stderr } = await peasy(emptyFolder(), ['runs']);
    expect(code).toBe(1);
    expect(stderr).toContain('peasy train --config cnn');
  });
});

describe('peasy show', () => {
  it('finds a run by id, by the beginning of an id, by name and as latest', async () => {
    const { id } = await peasyJson<{ id: string }>(folder, ['show', 'dense']);
    for (const ref of [id, id.slice(0, 11), 'latest']) {
      expect(await peasyJson(folder, ['show', ref])).toMatchObject({ id });
    }
  });

  it('shows numbers, network, config and environment', async () => {
    const { stdout } = await peasy(folder, ['show', 'cnn']);
    for (const text of [
      '69,130 parameters',
      'ConvLayer1',
      '16 x 16 x 32',
      'optimizer.learningRate',
      process.version,
      'testAccuracy',
    ]) {
      expect(stdout).toContain(text);
    }
    // A learning rate is chosen: it has a last value, no best one, and a point an epoch.
    expect(stdout).toMatch(/^learningRate +0\.03 +- +- +20\b/m);
  });

  it('names the nearest run when there is none of that name', async () => {
    const { code, stderr } = await peasy(folder, ['show', 'cmn']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cnn/);
  });
});

describe('peasy query', () => {
  it('answers as JSON, CSV and table', async () => {
    expect(await peasyJson(folder, ['query', 'select count(*) as n from runs'])).toEqual([
      { n: 2 },
    ]);
    const { stdout } = await peasy(folder, [
      'query',
      "select run_id, key, epoch, value from metric_points where key = 'valAccuracy' and epoch = 1 order by value",
      '--csv',
    ]);
    expect(stdout.trim().split('\n')).toHaveLength(3);
    expect(stdout).toMatch(/^run_id,key,epoch,value\n/);
  });

  it('only reads, and says where SQL is wrong without a stack trace', async () => {
    for (const sql of ['delete from runs', 'drop table runs', 'selec 1', 'select * from runz']) {
      const { code, stderr } = await peasy(folder, ['query', sql]);
      expect(code).toBe(1);
      expect(stderr).not.toMatch(/^\s+at /m);
    }
    expect(await peasyJson(folder, ['query', 'select count(*) as n from runs'])).toEqual([
      { n: 2 },
    ]);
  });
});

describe('peasy evaluate', () => {
  it('measures photos that the run never saw', async () => {
    const result = await peasyJson<{ accuracy: number; interval: { low: number; high: number } }>(
      folder,
      ['evaluate', 'cnn', '--data', 'fresh'],
    );
    expect(result).toMatchObject({ n: FRESH, alsoTrained: 0, classes: ['cat', 'dog'] });
    expect(result.accuracy).toBeGreaterThan(0.85);
    expect(result.interval.low).toBeLessThan(result.accuracy);
    // All right is possible: then the interval ends at 1 too.
    expect(result.interval.high).toBeGreaterThanOrEqual(result.accuracy);
  });

  it('gives the recorded test accuracy again for the test photos of the run', async () => {
    const run = await peasyJson<{
      metrics: Record<string, { last: number }>;
      split: { test: number };
    }>(folder, ['show', 'cnn']);
    const again = await peasyJson<{ accuracy: number }>(folder, [
      'evaluate',
      'cnn',
      '--role',
      'test',
    ]);
    expect(again).toMatchObject({ n: run.split.test, accuracy: run.metrics.testAccuracy.last });
  });

  it('says how many of the photos were trained on', async () => {
    const { stdout } = await peasy(folder, ['evaluate', 'cnn']);
    expect(stdout).toMatch(/1,680 of 2,400 photos were trained on: this is not a test/);
  });

  it('takes any snapshot: the first one is chance', async () => {
    const first = await peasyJson<{ accuracy: number; snapshot: { epoch: number } }>(folder, [
      'evaluate',
      'cnn',
      '--data',
      'fresh',
      '--snapshot',
      '0',
    ]);
    expect(first.snapshot.epoch).toBe(0);
    expect(first.accuracy).toBeLessThan(0.8);
  });
});

describe('peasy predict', () => {
  it('gives probabilities that sum to one, for photos and folders', async () => {
    const { predictions } = await peasyJson<{
      predictions: { photo: string; class: string; probabilities: Record<string, number> }[];
    }>(folder, ['predict', 'cnn', 'fresh/cat/1.jpg', 'fresh/dog']);
    expect(predictions).toHaveLength(1 + FRESH / 2);
    for (const { probabilities } of predictions) {
      expect(probabilities.cat + probabilities.dog).toBeCloseTo(1, 5);
    }
    const dogs = predictions.slice(1).filter((prediction) => prediction.class === 'dog');
    expect(dogs.length).toBeGreaterThan(0.75 * (FRESH / 2));
  });

  it('goes on over a broken photo, names it, and fails', async () => {
    writeFileSync(path.join(folder, 'broken.jpg'), 'no photo');
    const { code, stdout, stderr } = await peasy(folder, [
      'predict',
      'cnn',
      'broken.jpg',
      'fresh/cat/1.jpg',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('broken.jpg');
    expect(stdout).toMatch(/fresh\/cat\/1\.jpg\s+(cat|dog)/);
  });
});

describe('peasy doctor', () => {
  it('reports on the whole machine', async () => {
    const { ok, findings, engines } = await peasyJson<{
      ok: boolean;
      findings: { topic: string; state: string }[];
      engines: Record<string, { device?: string; reason?: string; speed?: { cnn: number } }>;
    }>(folder, ['doctor']);
    expect(ok).toBe(true);
    expect(findings.map(({ topic }) => topic)).toEqual([
      'node',
      'machine',
      'engine tensorflow',
      'engine webgpu',
      'engine kernels',
      'instruction sets',
      'threads',
      'photos',
      'database',
      'photo cache',
      'free disk',
    ]);
    expect(engines.kernels.device).toMatch(/^cpu \(wasm /);
    expect(engines.kernels.speed?.cnn).toBeGreaterThan(100);
    const { reason, device } = engines.tensorflow;
    expect(reason ?? device).toMatch(/^TensorFlow is not installed|^[cg]pu \(/);
    const { webgpu } = engines;
    expect(webgpu.reason ?? webgpu.device).toMatch(/^WebGPU |^[cg]pu \(/);
  });

  it('fails on a file that is no database, and leaves it as it is', async () => {
    const file = path.join(folder, 'letter.db');
    writeFileSync(file, 'Dear database, '.repeat(1000));
    const { code, stdout } = await peasy(folder, ['doctor', '--no-speed', '--db', 'letter.db']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/bad\s+database/);
    expect(readFileSync(file, 'utf8')).toBe('Dear database, '.repeat(1000));
  });
});

describe('peasy note, tag and rename', () => {
  it('annotate a run, and are shown with it', async () => {
    await peasyJson(folder, ['note', 'dense', 'for comparison']);
    await peasyJson(folder, ['tag', 'dense', 'stage=first', 'author=me']);
    await peasyJson(folder, ['tag', 'dense', 'author=']);
    await peasyJson(folder, ['rename', 'dense', 'baseline']);
    expect(await peasyJson(folder, ['show', 'baseline'])).toMatchObject({
      note: 'for comparison',
      tags: { stage: 'first' },
    });
    await peasyJson(folder, ['rename', 'baseline', 'dense']);
  });

  it('refuse a name that is taken and a tag without a value', async () => {
    expect((await peasy(folder, ['rename', 'dense', 'cnn'])).code).toBe(1);
    expect((await peasy(folder, ['tag', 'dense', 'stage'])).code).toBe(2);
  });
});

describe('peasy prune and retention', () => {
  it('drops snapshots of a copy by a rule, once without doing it', async () => {
    await peasyJson(folder, ['backup', 'prune/copy.db']);
    const copy = ['--db', 'prune/copy.db'];
    const rule = ['--keep-snapshots', '1', ...copy];
    const plan = await peasyJson<{ snapshots: unknown[]; bytes: number }>(folder, [
      ...['prune', '--dry-run'],
      ...rule,
    ]);
    expect(plan.snapshots.length).toBeGreaterThan(0);
    const told = await peasy(folder, ['prune', '--dry-run', ...rule]);
    expect(told.stdout).toMatch(/snapshots? of epochs 0.*Would free [\d.]+ .?B.*Nothing was/s);
    const before = statSync(path.join(folder, 'prune/copy.db')).size;
    const pruned = await peasyJson<{ bytesFreed: number }>(folder, ['prune', ...rule]);
    expect(pruned).toMatchObject({ snapshots: plan.snapshots.length, trashed: [], purged: 0 });
    expect(before - statSync(path.join(folder, 'prune/copy.db')).size).toBeGreaterThan(0);
    expect(pruned.bytesFreed).toBeGreaterThan(plan.bytes * 0.9);
    expect((await peasy(folder, ['prune', ...rule])).stdout).toContain('found nothing to drop');

    const without = await peasy(folder, ['prune', ...copy]);
    expect([without.code, without.stderr]).toEqual([
      2,
      expect.stringContaining('--keep-snapshots N'),
    ]);
    const set = ['retention', '--older-than', '12h', '--trash-for', '1w', ...copy];
    expect(await peasyJson(folder, set)).toEqual({
      olderThanDays: 0.5,
      trashDays: 7,
      appliedAt: null,
    });
    expect((await peasy(folder, ['retention', ...copy])).stdout).toMatch(
      /^Kept: runs for 0.5 days after their end; the trash for 7 days\./,
    );
    expect(await peasyJson(folder, ['prune', ...copy])).toMatchObject({ trashed: [] });
    expect(await peasyJson(folder, ['retention', '--off', ...copy])).toBeNull();
    const wrong = await peasy(folder, ['prune', '--older-than', 'soon', ...copy]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('12h, 30d, 8w or 1y')]);
  });
});

describe('a rule that the database keeps', () => {
  it('is applied by peasy serve when it starts', async () => {
    await peasyJson(folder, ['backup', 'ruled/copy.db']);
    const copy = ['--db', 'ruled/copy.db'];
    await peasyJson(folder, ['retention', '--keep-snapshots', '1', ...copy]);
    const server = new Peasy(folder, ['serve', '--port', '0', '--json', ...copy]);
    const { message } = await server.event(({ event }) => event === 'retention');
    expect(message).toMatch(/^Pruned: dropped \d+ snapshots; freed [\d.]+ .?B\.$/);
    server.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
    const standing = await peasyJson<{ appliedAt: string }>(folder, ['retention', ...copy]);
    expect(standing.appliedAt).toMatch(/Z$/);
  });
});

describe('peasy backup, export and token', () => {
  it('copies the database, and writes its runs down', async () => {
    const copied = await peasyJson<{ runs: number; file: string }>(folder, [
      'backup',
      'kept/copy.db',
    ]);
    const there = await peasyJson<{ id: string }[]>(folder, ['runs']);
    expect(copied.runs).toBeGreaterThan(0);
    expect(await peasyJson(folder, ['runs', '--db', 'kept/copy.db'])).toEqual(there);
    const again = await peasy(folder, ['backup', 'kept/copy.db']);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('already. Name another file for the backup');
    const { code, stdout } = await peasy(folder, ['export', 'latest', '--to', 'sheets']);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^Wrote 1 run with [\d,]+ points to /),
    ]);
    expect(readdirSync(path.join(folder, 'sheets')).sort()).toEqual(['points.csv', 'runs.csv']);
    const wrong = await peasy(folder, ['export', '--to', 'x', '--format', 'xml']);
    expect(wrong.code).toBe(2);
  });

  it('serves other machines with a token only', async () => {
    const refused = await peasy(folder, ['serve', '--host', '0.0.0.0', '--port', '0']);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('peasy token add')]);
    const made = await peasyJson<{ token: string }>(folder, [
      'token',
      'add',
      'ci',
      '--role',
      'read',
    ]);
    expect(made.token).toMatch(/^peasy_/);
    expect(await peasyJson(folder, ['token', 'list'])).toMatchObject([
      { name: 'ci', role: 'read' },
    ]);
    await peasyJson(folder, ['token', 'revoke', 'ci']);
    expect(await peasyJson(folder, ['token', 'list'])).toEqual([]);
  });
});

describe('peasy delete, restore and purge', () => {
  it('brings a run back, and purges for good with the file really smaller', async () => {
    const size = () => statSync(path.join(folder, 'peasy.db')).size;
    await peasyJson(folder, ['delete', 'dense']);
    expect(await peasyJson<unknown[]>(folder, ['runs'])).toHaveLength(1);
    await peasyJson(folder, ['restore', 'dense']);
    expect(await peasyJson<unknown[]>(folder, ['runs'])).toHaveLength(2);
    await peasyJson(folder, ['delete', 'dense']);
    const before = size();
    const { runs, bytesFreed } = await peasyJson<{ runs: number; bytesFreed: number }>(folder, [
      'purge',
    ]);
    expect(runs).toBe(1);
    // A Dense snapshot is 10.6 MB.
    expect(bytesFreed).toBeGreaterThan(10e6);
    expect(before - size()).toBeGreaterThan(10e6);
    expect(await peasyJson<unknown[]>(folder, ['runs', '--trash'])).toHaveLength(0);
  });
});

describe('peasy --help', () => {
  it('is there for every command, with exit codes', async () => {
    const { code, stdout } = await peasy(folder, ['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('130  stopped by Ctrl-C');
    const commands = [...stdout.matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map(([, name]) => name);
    expect(commands).toEqual(
      expect.arrayContaining([
        'train',
        'runs',
        'show',
        'query',
        'evaluate',
        'predict',
        'serve',
        'data',
        'doctor',
        'delete',
        'restore',
        'purge',
        'completion',
      ]),
    );
    for (const name of commands) {
      const help = await peasy(folder, [name, '--help']);
      expect([name, help.code]).toEqual([name, 0]);
      expect(help.stdout).toContain('Usage: peasy');
    }
  });
});

describe('peasy completion', () => {
  it('prints a bash script that bash takes and that completes', async () => {
    const { stdout } = await peasy(folder, ['completion', 'bash']);
    const file = path.join(folder, 'completion.bash');
    writeFileSync(file, stdout);
    const ask = `source ${file}; COMP_WORDS=(peasy tr); COMP_CWORD=1; _peasy; echo "\${COMPREPLY[@]}"; COMP_WORDS=(peasy train --res); COMP_CWORD=2; _peasy; echo "\${COMPREPLY[@]}"`;
    expect(execFileSync('bash', ['-c', ask], { encoding: 'utf8' }).trim().split('\n')).toEqual([
      'train',
      '--resume',
    ]);
  });
});
