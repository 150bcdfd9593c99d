import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadWheel } from './download-wheel.js';
import { pinnedWheel } from './pinned-wheels.js';

const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;
const reason = hasPip ? '' : ' [skipped: no python3 with pip]';
const FILE = 'tensorflow_cpu-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl';
const WRITE_WHEEL = `
import sys, zipfile
folder = 'tensorflow_cpu-2.21.0.dist-info/'
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    wheel.writestr(folder + 'METADATA', 'Metadata-Version: 2.1\\nName: tensorflow-cpu\\nVersion: 2.21.0\\n')
    wheel.writestr(folder + 'WHEEL', 'Wheel-Version: 1.0\\nTag: cp312-cp312-manylinux_2_27_x86_64\\n')
    wheel.writestr(folder + 'RECORD', '')
`;

describe.skipIf(!hasPip)(`downloadWheel()${reason}`, () => {
  let root: string;
  let folder: string;
  let env: NodeJS.ProcessEnv;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'peasy-wheel-'));
    folder = join(root, 'download');
    // A wheel of that name, in a folder that pip looks in instead of any index.
    execFileSync('python3', ['-c', WRITE_WHEEL, join(root, FILE)]);
    env = { ...process.env, PIP_NO_INDEX: '1', PIP_FIND_LINKS: root };
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('refuses a wheel of the right name with other bytes, and leaves nothing of it', async () => {
    const download = downloadWheel('python3', pinnedWheel('linux', 'x64', false), folder, env);
    await expect(download).rejects.toThrow('is not the pinned');
    expect(existsSync(folder)).toBe(false);
  });

  it('gives the wheel whose hash is the wanted one, on any system', async () => {
    const sha256 = createHash('sha256')
      .update(readFileSync(join(root, FILE)))
      .digest('hex');
    const wheel = { ...pinnedWheel('linux', 'x64', false), sha256 };
    expect(await downloadWheel('python3', wheel, folder, env)).toBe(join(folder, 'wheels', FILE));
  });

  it('says what it could not start', async () => {
    const wheel = pinnedWheel('linux', 'x64', false);
    await expect(downloadWheel('no-such-python', wheel, folder, env)).rejects.toThrow('ENOENT');
  });
});
