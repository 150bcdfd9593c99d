import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { drawPhoto } from '@peasy/data';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from '../src/accessibility.js';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { emptyFolder, events, Peasy, peasy, ROOT, type TrainEvent } from '../src/peasy.js';

/** The published weights are no part of the project: where they are not, the report must say so. */
const PUBLISHED = path.resolve(ROOT, '../shared/golden/seed-cnn/my_convnet_SDG.h5');
const GIVEN = existsSync(PUBLISHED) ? ['--network-file', PUBLISHED] : [];

const EPOCHS = 20;
const COMMAND = ['reproduce', 'post', '--data', 'photos', '--epochs', String(EPOCHS), ...GIVEN];

/** Some drawn photos as files, so that they are photos like any other. */
async function drawPhotos(folder: string, count: number): Promise<void> {
  mkdirSync(path.join(folder, 'photos'));
  for (let index = 0; index < count; index++) {
    for (const kind of ['cat', 'dog'] as const) {
      const file = path.join(folder, 'photos', `${kind}.${index}.jpg`);
      writeFileSync(file, await drawPhoto({ kind, seed: 1, index }));
    }
  }
}

/** Starts the command, and stops it in the second epoch after `from` of some training. */
async function stopAfter(
  folder: string,
  training: string,
  signal: NodeJS.Signals,
): Promise<readonly TrainEvent[]> {
  const running = new Peasy(folder, [...COMMAND, '--json']);
  await running.event(({ event, name }) => event === 'start' && name === training);
  const begun = new Set<unknown>();
  await running.event(({ event, epoch, name }) => {
    if (event === 'start') begun.add(name);
    return event === 'epoch' && begun.has(training) && Number(epoch) >= 2;
  });
  running.kill(signal);
  const finished = await running.ended;
  expect(finished.stderr).toBe('');
  if (signal === 'SIGINT') expect(finished.code).toBe(130);
  return events(finished);
}

describe('peasy reproduce post', () => {
  const folder = emptyFolder();
  const report = path.join(folder, 'reproduction', 'report.html');

  beforeAll(async () => {
    await drawPhotos(folder, 120);
  });

  // Three starts of the program, four trainings: more than a busy machine does in a minute.
  it('goes on where Ctrl-C and kill -9 left it, and trains nothing twice', {
    timeout: 180_000,
  }, async () => {
    const first = await stopAfter(folder, 'dense-post-quick', 'SIGINT');
    expect(first.at(-1)).toEqual({ event: 'stopped' });

    const second = await stopAfter(folder, 'cnn-honest-quick', 'SIGKILL');
    const doneBefore = (all: readonly TrainEvent[]) =>
      all.filter(({ event }) => event === 'alreadyDone').map(({ name }) => name);
    expect(doneBefore(second)).toEqual(['cnn-post-quick']);
    const resumed = second.find(
      ({ event, name }) => event === 'start' && name === 'dense-post-quick',
    );
    expect(Number(resumed?.resumedAfterEpoch)).toBeGreaterThanOrEqual(1);

    const text = `before\n<!-- peasy reproduce post: begin -->\nold\n<!-- peasy reproduce post: end -->\nafter\n`;
    writeFileSync(path.join(folder, 'results.md'), text);
    const third = await peasy(folder, [...COMMAND, '--results', 'results.md']);
    expect(third.stderr).toBe('');
    expect(third.code).toBe(0);
    expect(third.stdout).toContain(`dense-post-quick is done: ${EPOCHS} epochs`);
    expect(third.stdout).toMatch(/CNN, only 20 epochs, the post's test +0\.9706/);
    expect(third.stdout).toContain('were trained on: no test');
    const written = readFileSync(path.join(folder, 'results.md'), 'utf8');
    expect(written).toMatch(/^before\n/);
    expect(written).toMatch(/\nafter\n$/);
    expect(written).not.toContain('\nold\n');
    expect(written).toContain(
      readFileSync(path.join(folder, 'reproduction/table.md'), 'utf8').trim(),
    );
    const json = JSON.parse(readFileSync(path.join(folder, 'reproduction/results.json'), 'utf8'));
    const trainings = json.trainings as {
      key: string;
      epochs: number;
      test: { n: number; alsoTrained: number };
    }[];
    expect(trainings.map(({ key, epochs }) => [key, epochs])).toEqual(
      ['cnn-post', 'dense-post', 'cnn-honest', 'dense-honest'].map((key) => [key, EPOCHS]),
    );
    for (const { key, test } of trainings) {
      expect([key, test.alsoTrained]).toEqual([key, key.endsWith('-post') ? test.n : 0]);
    }

    const names = (await peasy(folder, ['runs', '--json'])).stdout.match(
      /"name": "[^"]+quick[^"]*"/g,
    );
    expect(names?.sort()).toEqual(
      ['cnn-honest', 'cnn-post', 'dense-honest', 'dense-post'].map((n) => `"name": "${n}-quick"`),
    );
  });

  it.skipIf(!HAS_BROWSER)(
    `writes every picture of the post into one file${NEEDS_BROWSER}`,
    async () => {
      const page = await newPage();
      await page.goto(pathToFileURL(report).href);
      for (const [heading, atLeast] of [
        ['1. A kernel slides over a cat', 0],
        ['2. The maps of the CNN, before training and after', 2 + 2 * 6 * 2],
        ['3. The insides of the Dense network, drawn as pictures', 2 * (1 + 4)],
        ['4. What flatten does to a picture', 8],
        ['5. The shapes of every weight tensor and every output', 0],
        ['6. Convolution or correlation', 4 * (2 + GIVEN.length / 2)],
        ['7. Photos that the network has never seen', 36 + 1],
      ] as const) {
        const section = page.locator('section', {
          has: page.getByRole('heading', { name: heading }),
        });
        expect([heading, await section.locator('img').count()]).toEqual([heading, atLeast]);
      }
      expect(
        await page.getByRole('img', { name: /^A cat with the window of the kernel/ }).count(),
      ).toBe(1);
      expect(await page.getByRole('img', { name: /accuracy by epoch/ }).count()).toBe(2);
      // Every picture is really there, and says what it is.
      const broken = await page
        .locator('img')
        .evaluateAll(
          (all) =>
            (all as HTMLImageElement[]).filter((one) => one.naturalWidth === 0 || one.alt === '')
              .length,
        );
      expect(broken).toBe(0);
      await expectText(
        page,
        GIVEN.length > 0 ? /published network, kernels turned/ : /--network-file/,
      );
      expect(await violationsOf(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await page.context().close();
    },
  );

  it.skipIf(!HAS_BROWSER)(
    `moves only where motion is welcome, and stops when told to${NEEDS_BROWSER}`,
    async () => {
      const page = await newPage();
      await page.goto(pathToFileURL(report).href);
      const animation = () =>
        page
          .locator('.frame')
          .first()
          .evaluate((frame) => {
            const { animationName, animationPlayState } = getComputedStyle(frame);
            return [animationName, animationPlayState];
          });
      expect(await animation()).toEqual(['frame', 'running']);
      await page.getByLabel('Hold it still').check();
      expect(await animation()).toEqual(['frame', 'paused']);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      expect((await animation())[0]).toBe('none');
      const visible = await page
        .locator('.frame')
        .evaluateAll(
          (all) => all.filter((one) => getComputedStyle(one).visibility === 'visible').length,
        );
      // One of each drawing: photo, output, numbers.
      expect(visible).toBe(3);
      await page.context().close();
    },
  );

  it('says what is wrong before it trains', async () => {
    const wrong = [
      [['--network-file', 'none.h5'], 'Expected the file of a network'],
      [['--results', 'none.md'], 'Expected a Markdown file at'],
      [['--photo', 'none.jpg'], 'none.jpg'],
      [['--epochs', '0'], 'Expected a whole number of 1 and up.'],
    ] as const;
    for (const [flags, words] of wrong) {
      const { code, stderr, stdout } = await peasy(folder, ['reproduce', 'post', ...flags]);
      expect([flags, stderr]).toEqual([flags, expect.stringContaining(words)]);
      expect(code).not.toBe(0);
      expect(stdout + stderr).not.toContain('    at ');
    }
  });

  let browser: Browser | undefined;
  const complaints: string[] = [];
  async function newPage(): Promise<Page> {
    browser ??= await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    return page;
  }
  async function expectText(page: Page, words: RegExp): Promise<void> {
    expect(await page.locator('main').textContent()).toMatch(words);
  }
  afterAll(async () => {
    await browser?.close();
    expect(complaints).toEqual([]);
  });
});
