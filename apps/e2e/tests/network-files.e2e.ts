import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GOLDEN, goldenMissing, goldenNote } from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { HAS_BROWSER, launchBrowser, NEEDS_BROWSER } from '../src/browser.js';
import { emptyFolder, peasy, peasyJson } from '../src/peasy.js';
import { Server } from '../src/served-page.js';

const PUBLISHED = path.join(GOLDEN, 'seed-cnn/my_convnet_SDG.h5');

describe.skipIf(goldenMissing)(`peasy import of the published network${goldenNote}`, () => {
  it('becomes a run that says what was done to its kernels, and is not imported twice', async () => {
    const folder = emptyFolder();
    const { stdout, code } = await peasy(folder, ['import', PUBLISHED, '--classes', 'dog,cat']);
    expect(code).toBe(0);
    expect(stdout).toContain('Kernels were turned by 180 degrees');
    const again = await peasy(folder, ['import', PUBLISHED, '--classes', 'dog,cat']);
    expect(again.stdout).toContain('is here already');
    await peasy(folder, [
      'import',
      PUBLISHED,
      '--classes',
      'dog,cat',
      '--no-flip',
      '--name',
      'raw',
    ]);
    const runs = (await peasyJson(folder, ['runs'])) as { name: string }[];
    expect(runs.map(({ name }) => name).sort()).toEqual(['my_convnet_SDG', 'raw']);
    const shown = await peasy(folder, ['show', 'raw']);
    expect(shown.stdout).toContain('kernels=as in the file');
    expect(shown.stdout).toContain('NOT turned');
  });

  it('is evaluated like any run, and the network that was not turned is another', async () => {
    const folder = emptyFolder();
    const accuracy = async (name: string) => {
      const report = await peasyJson(folder, ['evaluate', name]);
      return report as { accuracy: number; classes: string[]; alsoTrained: null };
    };
    await peasy(folder, ['import', PUBLISHED, '--classes', 'dog,cat']);
    await peasy(folder, [
      'import',
      PUBLISHED,
      '--classes',
      'dog,cat',
      '--no-flip',
      '--name',
      'raw',
    ]);
    const flipped = await accuracy('my_convnet_SDG');
    const raw = await accuracy('raw');
    expect(flipped).toMatchObject({ classes: ['dog', 'cat'], alsoTrained: null });
    expect(raw.accuracy).not.toBe(flipped.accuracy);
  });

  it.each(['keras', 'safetensors'])('comes back the same from %s', async (format) => {
    const folder = emptyFolder();
    await peasy(folder, ['import', PUBLISHED, '--classes', 'dog,cat']);
    const to = path.join(folder, `network.${format}`);
    expect((await peasy(folder, ['export', 'latest', '--format', format, '--to', to])).code).toBe(
      0,
    );
    expect((await peasy(folder, ['import', to, '--name', 'back'])).code).toBe(0);
    // Equal tensors are stored once.
    const [count] = (await peasyJson(folder, ['query', 'select count(*) n from tensors'])) as {
      n: number;
    }[];
    expect(count.n).toBe(8);
    const refused = await peasy(folder, ['export', 'latest', '--format', format, '--to', to]);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('already');
  });

  it('refuses what is damaged in a sentence, and makes no record', async () => {
    const folder = emptyFolder();
    const whole = readFileSync(PUBLISHED);
    for (const [name, bytes] of [
      ['cut.h5', whole.subarray(0, 4000)],
      ['cut-later.h5', whole.subarray(0, whole.length - 1000)],
      ['nothing.keras', Buffer.from('PK\x03\x04')],
    ] as const) {
      const file = path.join(folder, name);
      writeFileSync(file, bytes);
      const { code, stderr } = await peasy(folder, ['import', file]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^peasy: .*damaged or cut off.*\n$/);
    }
    const { stderr } = await peasy(folder, ['runs']);
    expect(stderr).toContain('there is none');
  });
});

describe.skipIf(goldenMissing || !HAS_BROWSER)(
  `the published network in the page${goldenNote}${NEEDS_BROWSER}`,
  () => {
    it('has a page of its own, and its maps in the microscope', async () => {
      const folder = emptyFolder();
      await peasy(folder, ['import', PUBLISHED, '--classes', 'dog,cat']);
      const server = await Server.start(folder);
      const browser = await launchBrowser();
      try {
        const page = await browser.newPage();
        const complaints: string[] = [];
        page.on('pageerror', (error) => complaints.push(error.message));
        await page.goto(`${server.url}/runs/my_convnet_SDG`);
        await page.getByText('turned by 180 degrees').first().waitFor();
        await page.goto(`${server.url}/microscope?runs=my_convnet_SDG`);
        const maps = page.getByRole('img', { name: /^ConvLayer2Activation of / });
        await maps.first().waitFor();
        expect(complaints).toEqual([]);
      } finally {
        await browser.close();
        await server.stop();
      }
    });
  },
);
