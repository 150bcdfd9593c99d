import { mkdir, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openPhotos } from '../open-photos.js';
import { options, plainPhoto, temporaryFolder, writeFolder } from '../testing/photo-files.js';

describe('openPhotos() of a folder', () => {
  it('follows links that stay inside, and lists those that climb out or lead to folders', async () => {
    const folder = await temporaryFolder();
    const root = await pets(folder);
    await writeFile(join(folder, 'secret.jpg'), await plainPhoto(99));
    await symlink('../cat/1.jpg', join(root, 'dog', 'inside.jpg'));
    await symlink('../../secret.jpg', join(root, 'dog', 'outside.jpg'));
    await symlink('nowhere.jpg', join(root, 'dog', 'broken.jpg'));
    await symlink('..', join(root, 'dog', 'circle'));
    const set = await openPhotos(options(root, folder));
    expect(set.paths).toEqual(['cat/1.jpg', 'dog/1.jpg', 'dog/inside.jpg']);
    expect(set.rejected.map(({ path, reason }) => `${path} ${reason.slice(0, 32)}`)).toEqual([
      'dog/broken.jpg is a link to nothing: ENOENT: no',
      'dog/circle is a link to a folder, which is ',
      'dog/outside.jpg is a link that climbs out of the',
    ]);
  });

  it('opens a folder that is itself a link, under the name of the link', async () => {
    const folder = await temporaryFolder();
    await symlink(await pets(folder), join(folder, 'link'));
    expect(await openPhotos(options(join(folder, 'link'), folder))).toMatchObject({
      name: 'link',
      classes: ['cat', 'dog'],
    });
  });

  it('does not read unchanged files again, and reads those that changed', async () => {
    const folder = await temporaryFolder();
    const root = await pets(folder);
    // Files this young are hashed again, for their times could not tell a change.
    await wait(2100);
    const first = await openPhotos(options(root, folder));
    const [index] = (await readdir(join(folder, 'cache'))).filter((name) =>
      name.endsWith('.index'),
    );
    const path = join(folder, 'cache', index);
    const rows = JSON.parse(await readFile(path, 'utf8'));
    expect(Object.keys(rows)).toEqual(['cat/1.jpg', 'dog/1.jpg']);
    expect(rows['cat/1.jpg'][4]).toBe(first.hashes[0]);

    // Proof that the index is used: what it says is believed.
    rows['cat/1.jpg'][4] = 'f'.repeat(64);
    await writeFile(path, JSON.stringify(rows));
    expect((await openPhotos(options(root, folder))).cached).toBe(false);

    await writeFile(join(root, 'dog', '1.jpg'), await plainPhoto(77));
    // As a copying tool would leave it: an old date on new content.
    await utimes(join(root, 'dog', '1.jpg'), 1e9, 1e9);
    const changed = await openPhotos(options(root, folder));
    expect(changed.cached).toBe(false);
    expect(changed.hashes[1]).not.toBe(first.hashes[1]);
  });

  it('survives a damaged index', async () => {
    const folder = await temporaryFolder();
    const root = await pets(folder);
    await openPhotos(options(root, folder));
    const [index] = (await readdir(join(folder, 'cache'))).filter((name) =>
      name.endsWith('.index'),
    );
    await writeFile(join(folder, 'cache', index), '{"cat/1.jpg": [1');
    expect((await openPhotos(options(root, folder))).cached).toBe(true);
  });

  it('takes no folder for a photo, whatever its name', async () => {
    const folder = await temporaryFolder();
    const root = await pets(folder);
    await mkdir(join(root, 'cat', 'folder.jpg'));
    expect((await openPhotos(options(root, folder))).images.count).toBe(2);
  });
});

async function pets(parent: string): Promise<string> {
  const files = { 'cat/1.jpg': await plainPhoto(1), 'dog/1.jpg': await plainPhoto(2) };
  return writeFolder(parent, 'pets', files);
}
