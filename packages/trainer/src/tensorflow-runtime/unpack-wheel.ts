import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../native-installs/run-program.js';

/** Of the wheel, what a binding is compiled and linked against: two libraries, and 27 of 13,000 headers. */
const UNPACK = `
import os, re, shutil, sys, zipfile
wheel, target = sys.argv[1:3]
library = re.compile(r'tensorflow/(libtensorflow_(?:cc|framework)\\.(?:so\\.2|2\\.dylib))$')
header = re.compile(r'tensorflow/(include/(?:tensorflow/c/(?:eager/)?|tensorflow/core/platform/|tsl/platform/|xla/tsl/c/)[^/]+\\.h)$')
found = 0
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        match = library.match(name)
        place = 'lib/' + match.group(1) if match else None
        match = header.match(name)
        place = match.group(1) if match else place
        if place is None: continue
        found += place.startswith('lib/')
        path = os.path.join(target, place)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with archive.open(name) as source, open(path, 'wb') as file:
            shutil.copyfileobj(source, file, 1 << 20)
if found != 2: sys.exit('expected two libraries in the wheel, found %d' % found)
`;

/**
 * Unpacks TensorFlow's libraries and headers, whole or not at all: into `lib` and `include` of
 * `target`.
 * @throws when the wheel is broken, or has not what is looked for.
 */
export async function unpackWheel(python: string, wheel: string, target: string): Promise<void> {
  const partial = join(target, 'partial');
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await runProgram(python, ['-c', UNPACK, wheel, partial]);
  for (const part of ['lib', 'include']) {
    await rm(join(target, part), { recursive: true, force: true });
    await rename(join(partial, part), join(target, part));
  }
  await rm(partial, { recursive: true, force: true });
}
