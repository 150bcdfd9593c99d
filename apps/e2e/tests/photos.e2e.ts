import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { drawPhoto } from '@peasy/data';
import { beforeAll, describe, expect, it } from 'vitest';
import { config, emptyFolder, events, peasy, peasyJson } from '../src/peasy.js';

const folder = emptyFolder();
const TRAIN = ['train', '--config', config('cnn'), '--epochs', '1', '--data', 'pets'];

beforeAll(async () => {
  for (const kind of ['cat', 'dog'] as const) {
    mkdirSync(path.join(folder, 'pets', kind), { recursive: true });
    for (let index = 0; index < 40; index++) {
      const photo = await drawPhoto({ kind, seed: 5, index });
      writeFileSync(path.join(folder, 'pets', kind, `${index}.jpg`), photo);
    }
  }
  const whole = await drawPhoto({ kind: 'cat', seed: 5, index: 99 });
  writeFileSync(path.join(folder, 'pets/cat/truncated.jpg'), whole.subarray(0, whole.length / 2));
  writeFileSync(path.join(folder, 'pets/cat/empty.jpg'), '');
  writeFileSync(path.join(folder, 'pets/dog/letter.jpg'), 'Dear photo');
});

describe('peasy train on a folder with broken photos', () => {
  it('lists them, leaves them out, and goes on', async () => {
    const { code, stdout } = await peasy(folder, TRAIN);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Left out 3 files/);
    for (const name of ['truncated.jpg', 'empty.jpg', 'letter.jpg']) expect(stdout).toContain(name);
  });

  it('names them to machines too', async () => {
    const result = await peasy(folder, [...TRAIN, '--json']);
    const rejected = events(result)[0].rejected as { path: string }[];
    expect(rejected.map(({ path: file }) => path.basename(file)).sort()).toEqual([
      'empty.jpg',
      'letter.jpg',
      'truncated.jpg',
    ]);
  });

  it('stops at the first with --strict, and records no run', async () => {
    const before = await peasyJson<unknown[]>(folder, ['runs']);
    const { code, stderr } = await peasy(folder, [...TRAIN, '--strict']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/truncated|empty|letter/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(await peasyJson<unknown[]>(folder, ['runs'])).toHaveLength(before.length);
  });
});

describe('peasy data', () => {
  it('says what a folder holds', async () => {
    const { classes } = await peasyJson<{ classes: { name: string; photos: number }[] }>(folder, [
      'data',
      'pets',
    ]);
    expect(classes).toMatchObject([
      { name: 'cat', photos: 42 },
      { name: 'dog', photos: 41 },
    ]);
  });
});
