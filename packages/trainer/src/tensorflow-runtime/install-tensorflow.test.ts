import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cudaRequirements } from './cuda-libraries.js';
import { findPython, requireSpace } from './find-tools.js';
import { uninstallTensorflow } from './install-tensorflow.js';
import { unpackWheel } from './unpack-wheel.js';

const hasPython = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;
const reason = hasPython ? '' : ' [skipped: no python3 with pip]';

/** Packs the files of a JSON object into a zip. */
const WRITE_WHEEL = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    for name, text in json.loads(sys.argv[2]).items(): wheel.writestr(name, text)
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peasy-install-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

function writeWheel(files: Readonly<Record<string, string>>): string {
  const wheel = join(folder, 'some.whl');
  execFileSync('python3', ['-c', WRITE_WHEEL, wheel, JSON.stringify(files)]);
  return wheel;
}

describe.skipIf(!hasPython)(`a wheel${reason}`, () => {
  const libraries = {
    'tensorflow/libtensorflow_cc.so.2': 'cc',
    'tensorflow/libtensorflow_framework.so.2': 'framework',
  };

  it('gives its two libraries and the headers of its C interface, and nothing else', async () => {
    const wheel = writeWheel({
      ...libraries,
      'tensorflow/include/tensorflow/c/eager/c_api.h': 'header',
      'tensorflow/include/unsupported/Eigen/x.h': 'another',
      'tensorflow/python/big.so': 'another',
    });
    const target = join(folder, 'deps');
    await unpackWheel('python3', wheel, target);
    expect(readFileSync(join(target, 'lib/libtensorflow_cc.so.2'), 'utf8')).toBe('cc');
    expect(existsSync(join(target, 'include/tensorflow/c/eager/c_api.h'))).toBe(true);
    expect(existsSync(join(target, 'include/unsupported'))).toBe(false);
    expect(existsSync(join(target, 'partial'))).toBe(false);
  });

  it('without them is refused, and what was there stays', async () => {
    const target = join(folder, 'deps');
    mkdirSync(join(target, 'lib'), { recursive: true });
    writeFileSync(join(target, 'lib/libtensorflow_cc.so.2'), 'older');
    const broken = unpackWheel('python3', writeWheel({ 'tensorflow/x': '' }), target);
    await expect(broken).rejects.toThrow('expected two libraries in the wheel, found 0');
    expect(readFileSync(join(target, 'lib/libtensorflow_cc.so.2'), 'utf8')).toBe('older');
  });

  it('names the CUDA packages that go with it', async () => {
    const metadata = [
      'Requires-Dist: numpy>=1.26.0',
      'Requires-Dist: nvidia-cublas-cu12<13.0,>=12.5.3.2; extra == "and-cuda"',
      'Requires-Dist: nvidia-cudnn-cu12<10.0,>=9.3.0.75; extra == "and-cuda"',
    ];
    const wheel = writeWheel({ 'tensorflow-1.dist-info/METADATA': metadata.join('\n') });
    expect(await cudaRequirements('python3', wheel)).toEqual([
      'nvidia-cublas-cu12<13.0,>=12.5.3.2',
      'nvidia-cudnn-cu12<10.0,>=9.3.0.75',
    ]);
  });
});

describe('what an install needs', () => {
  it('is told where it is missing', async () => {
    await expect(findPython('no-such-python')).rejects.toThrow(
      'Expected a Python with pip to fetch TensorFlow with, tried no-such-python.',
    );
    await expect(requireSpace(folder, 1e9)).rejects.toThrow('Expected 1000000000 GB of free disk');
  });
});

describe('uninstallTensorflow()', () => {
  it('removes all and says how much that was', async () => {
    const there = join(folder, 'tensorflow', 'node_modules');
    mkdirSync(there, { recursive: true });
    writeFileSync(join(there, 'library'), Buffer.alloc(1000));
    expect(await uninstallTensorflow(join(folder, 'tensorflow'))).toBe(1000);
    expect(existsSync(join(folder, 'tensorflow'))).toBe(false);
    expect(await uninstallTensorflow(join(folder, 'tensorflow'))).toBe(0);
  });

  it('leaves a folder alone that holds other things', async () => {
    writeFileSync(join(folder, 'thesis.tex'), 'years of work');
    mkdirSync(join(folder, 'node_modules'));
    await expect(uninstallTensorflow(folder)).rejects.toThrow(
      'to hold TensorFlow only, it holds thesis.tex',
    );
    expect(existsSync(join(folder, 'thesis.tex'))).toBe(true);
  });
});

describe('tensorflowMissing()', () => {
  it('says how to install what is not there', async () => {
    vi.stubEnv('PEASY_TENSORFLOW', join(folder, 'none'));
    vi.resetModules();
    const { tensorflowMissing } = await import('./load-tensorflow.js');
    expect(await tensorflowMissing()).toBe(
      'TensorFlow is not installed. Install it: npx peasy install tensorflow',
    );
  });

  it('says why what is there does not load', async () => {
    const broken = join(folder, 'node_modules/@tensorflow/tfjs-node');
    mkdirSync(broken, { recursive: true });
    writeFileSync(join(broken, 'index.js'), 'throw new Error("libtensorflow.so.2: no such file")');
    vi.stubEnv('PEASY_TENSORFLOW', folder);
    vi.resetModules();
    const { tensorflowMissing } = await import('./load-tensorflow.js');
    expect(await tensorflowMissing()).toContain(
      'does not load: @tensorflow/tfjs-node: libtensorflow.so.2: no such file',
    );
  });
});
