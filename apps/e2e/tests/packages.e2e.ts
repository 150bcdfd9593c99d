import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DRAWN_KINDS, drawPhoto } from '@peasy/data';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { InstalledPackages, registryMissing, start } from '../src/installed-packages.js';
import { type Finished, ROOT } from '../src/peasy.js';

const missing = await registryMissing();
const PYTHON = path.join(ROOT, '.peasy/python/bin/python');
const PYTHON_NOTE = existsSync(PYTHON) ? '' : ' [needs .peasy/python, see CONTRIBUTING.md]';
const PHOTOS_PER_CLASS = 60;

describe.skipIf(missing)(
  `the packages in an empty project${missing ? ` [${missing}]` : ''}`,
  () => {
    const installed = new InstalledPackages();
    const running = new Set<ChildProcess>();

    beforeAll(() => installed.install(), 600_000);
    afterAll(() => {
      for (const child of running) child.kill();
      installed.remove();
    });

    /** Runs a program of the project, which is to end well; answers what it printed. */
    async function runs(...args: string[]): Promise<string> {
      const { code, stdout, stderr }: Finished = await installed.node(args);
      expect(code, stdout + stderr).toBe(0);
      return stdout;
    }

    const peasy = (...args: string[]) => runs('node_modules/@peasy/cli/bin/peasy.js', ...args);

    /** Starts a program that serves; answers the address that it prints. */
    async function serves(args: readonly string[], env = {}): Promise<string> {
      const child = start(args, installed.folder, env);
      running.add(child);
      for await (const line of createInterface({ input: child.stdout! })) {
        const [address] = /http:\/\/(127\.0\.0\.1|localhost):\d+/.exec(line) ?? [];
        if (address) return address;
      }
      throw new Error(`${args.join(' ')} ended without an address`);
    }

    const namesOfRuns = async () =>
      (JSON.parse(await peasy('runs', '--json')) as { name: string }[]).map(({ name }) => name);

    it('come without what only their developers need', () => {
      for (const name of [
        '@peasy/engine-contract',
        'vitest',
        'assemblyscript',
        'lit',
        'tsx',
        'nx',
      ]) {
        expect(installed.has(name), name).toBe(false);
      }
    });

    it.each(['nodenext', 'bundler'])(
      'have types that hold, by %s',
      async (resolution) => {
        const readmes: string[] = [];
        const lines: string[] = [];
        for (const { name, exports = {} } of installed.packages) {
          for (const entry of Object.keys(exports).filter((key) => !key.endsWith('.json'))) {
            lines.push(`export * as e${lines.length} from '${name}${entry.slice(1)}';`);
          }
          const [, code] = /```ts\n([\s\S]*?)```/.exec(installed.read(name, 'README.md')) ?? [];
          if (!code) continue;
          readmes.push(name);
          const file = `readme-${name.slice('@peasy/'.length)}.ts`;
          writeFileSync(path.join(installed.folder, file), code);
        }
        expect(readmes.length).toBeGreaterThan(8);
        writeFileSync(path.join(installed.folder, 'entries.ts'), lines.join('\n'));
        const project = { extends: './examples/tsconfig.json', include: ['*.ts', 'examples/*/*'] };
        writeFileSync(path.join(installed.folder, 'tsconfig.json'), JSON.stringify(project));
        const module = resolution === 'nodenext' ? 'nodenext' : 'esnext';
        const flags = ['--module', module, '--moduleResolution', resolution];
        await runs('node_modules/typescript/bin/tsc', '-p', '.', ...flags);
      },
      300_000,
    );

    it('train on own photos, and tell the accuracy with its n and its interval', async () => {
      for (const kind of DRAWN_KINDS) {
        const folder = path.join(installed.folder, 'photos', kind);
        mkdirSync(folder, { recursive: true });
        for (let index = 0; index < PHOTOS_PER_CLASS; index++) {
          const photo = await drawPhoto({ kind, seed: 3, index });
          writeFileSync(path.join(folder, `${index}.jpg`), photo);
        }
      }
      const said = await runs('examples/train-own-photos/train.js', 'photos');
      const n = (PHOTOS_PER_CLASS * DRAWN_KINDS.length * 15) / 100;
      expect(said).toMatch(
        new RegExp(`accuracy [01]\\.\\d+ on n = ${n} unseen photos, 95 %: 0\\.`),
      );
      expect(await namesOfRuns()).toContain('photos');
    }, 120_000);

    it('train by the command, with a config that came along', async () => {
      const dense = [
        '--config',
        'dense',
        '--epochs',
        '1',
        '--data',
        'photos',
        '--name',
        'by-command',
      ];
      await peasy('train', ...dense);
      expect(await namesOfRuns()).toContain('by-command');
    }, 120_000);

    it('log a loop of one’s own into the file, and to a server', async () => {
      expect(await runs('examples/log-own-loop/loop.js')).toMatch(/run line: y = 2\.\d+x/);
      const url = await serves(['node_modules/@peasy/cli/bin/peasy.js', 'serve', '--port', '0']);
      expect(await runs('examples/log-own-loop/loop.js', url)).toMatch(/run line-2: y = 2\.\d+x/);
      expect(await namesOfRuns()).toEqual(expect.arrayContaining(['line', 'line-2']));
    }, 60_000);

    it.skipIf(PYTHON_NOTE)(
      `take what MLflow’s Python client logs${PYTHON_NOTE}`,
      async () => {
        const url = await serves(['node_modules/@peasy/cli/bin/peasy.js', 'serve', '--port', '0']);
        const program =
          "const { execFileSync } = await import('node:child_process'); console.log(execFileSync(process.argv[1], process.argv.slice(2), { encoding: 'utf8' }))";
        const args = [PYTHON, 'examples/mlflow-python/log.py', url];
        const said = await runs('--input-type=module', '-e', program, ...args);
        expect(said).toMatch(/run \w+: loss 0\.01/);
        expect(await namesOfRuns()).toContain('from-python');
      },
      120_000,
    );

    it.skipIf(!HAS_BROWSER)(
      `show the page under a path of one’s own site${NEEDS_BROWSER}`,
      async () => {
        const url = await serves(['examples/page-in-own-site/site.js'], { PORT: '0' });
        const browser = await launchBrowser();
        try {
          const page = await browser.newPage();
          const asked: string[] = [];
          page.on('request', (request) => asked.push(new URL(request.url()).pathname));
          await page.goto(`${url}/peasy/`);
          await page.getByRole('link', { name: 'photos' }).first().click();
          await page.waitForURL(/\/peasy\/runs\/\w+/);
          await page.reload();
          await page.getByRole('heading', { name: 'photos' }).first().waitFor();
          await page.getByRole('link', { name: 'Peasy, all runs' }).click();
          await page.waitForURL(/\/peasy\/runs($|\?)/);
          expect(asked.filter((at) => !at.startsWith('/peasy/') && at !== '/favicon.ico')).toEqual(
            [],
          );
          expect(asked.some((at) => at.startsWith('/peasy/api/events'))).toBe(true);
          await page.goto(url);
          await page.getByRole('heading', { name: 'My site' }).waitFor();
        } finally {
          await browser.close();
        }
      },
      90_000,
    );

    it.skipIf(!HAS_BROWSER)(
      `train in a page that Vite built${NEEDS_BROWSER}`,
      async () => {
        const vite = 'node_modules/vite/bin/vite.js';
        const site = 'examples/kernels-in-the-browser';
        await runs(vite, 'build', site);
        const served = ['preview', site, '--host', '127.0.0.1', '--port', '0'];
        const url = await serves([vite, ...served], { NO_COLOR: '1' });
        const browser = await launchBrowser();
        try {
          const page = await browser.newPage();
          await page.goto(url);
          await page.getByRole('button', { name: 'Train' }).click();
          const download = page.waitForEvent('download');
          await page.getByRole('link', { name: 'The network as a file for Keras' }).click();
          expect((await download).suggestedFilename()).toBe('shapes.keras');
          const said = await page.getByRole('status').textContent();
          const [, accuracy] = /accuracy ([01]\.\d+) on n = 256 unseen shapes, 95 %/.exec(said!)!;
          // One in two by chance.
          expect(Number(accuracy)).toBeGreaterThan(0.8);
        } finally {
          await browser.close();
        }
      },
      120_000,
    );
  },
);
