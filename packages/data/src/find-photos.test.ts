import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeSource } from './describe-source.js';
import { findPhotos } from './find-photos.js';
import { listPhotoFiles } from './list-photo-files.js';
import { PhotoError } from './photo-set.js';
import { temporaryFolder, writeFolder, writeZip } from './testing/photo-files.js';

// None of these functions looks into a photo.
const kaggle = { 'train/cat.0.jpg': 'cat', 'train/dog.0.jpg': 'dog', 'train/dog.1.jpg': 'dogs' };

describe('findPhotos()', () => {
  it('finds the first zip or folder by name, and passes over what holds no photos', async () => {
    const folder = await temporaryFolder();
    await writeFolder(folder, 'a-notes', { 'todo.txt': '', 'one/1.jpg': '' });
    await writeZip(folder, 'b-other.zip', { 'letter.txt': 'no photo' });
    await writeFile(join(folder, 'c-photos.zip.part'), 'half');
    await writeFolder(folder, '.hidden', kaggle);
    expect(await findPhotos(folder)).toBeUndefined();
    const second = await writeFolder(folder, 'photos-10', kaggle);
    expect(await findPhotos(folder)).toBe(second);
    const first = await writeZip(folder, 'photos-9.zip', kaggle);
    expect(await findPhotos(folder)).toBe(first);
  });

  it('takes the folder itself when its own folders are the classes', async () => {
    const folder = await temporaryFolder();
    const root = await writeFolder(folder, 'data', { 'cat/1.jpg': '', 'dog/1.jpg': '' });
    expect(await findPhotos(root)).toBe(root);
  });

  it('finds nothing where there is no folder', async () => {
    expect(await findPhotos(join(await temporaryFolder(), 'data'))).toBeUndefined();
  });

  it('does not pass over a zip that cannot be read', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'photos.zip'), 'cut off');
    await expect(findPhotos(folder)).rejects.toThrow(/photos\.zip cannot be read as a zip/);
  });
});

describe('describeSource()', () => {
  it('counts classes, photos and bytes of a folder and of a zip', async () => {
    const folder = await temporaryFolder();
    const files = { ...kaggle, 'test1/1.jpg': 'test', 'readme.txt': 'text' };
    const expected = {
      layout: 'classInName',
      classes: [
        { name: 'cat', photos: 1, bytes: 3 },
        { name: 'dog', photos: 2, bytes: 7 },
      ],
      photos: 3,
      bytes: 10,
      unlabelled: 1,
      rejected: [],
    };
    const directory = await writeFolder(folder, 'set', files);
    const zip = await writeZip(folder, 'set.zip', files);
    expect(await describeSource(directory)).toEqual({
      ...expected,
      kind: 'folder',
      name: 'set',
      path: resolve(directory),
    });
    expect(await describeSource(zip)).toEqual({
      ...expected,
      kind: 'zip',
      name: 'set.zip',
      path: resolve(zip),
    });
  });

  it('says that there is no layout, and that there is nothing', async () => {
    const folder = await temporaryFolder();
    const loose = await writeFolder(folder, 'loose', { '1.jpg': '' });
    expect(await describeSource(loose)).toMatchObject({
      layout: undefined,
      classes: [],
      unlabelled: 1,
    });
    await expect(describeSource(join(folder, 'gone'))).rejects.toThrow(PhotoError);
  });
});

describe('listPhotoFiles()', () => {
  it('lists photos at any depth as people count, or the one that is named', async () => {
    const folder = await temporaryFolder();
    const root = await writeFolder(folder, 'holiday', {
      '10.jpg': '',
      '9.JPG': '',
      'beach/sea/1.png': '',
      'notes.txt': '',
    });
    const { files } = await listPhotoFiles(root);
    expect(files).toEqual(['9.JPG', '10.jpg', 'beach/sea/1.png'].map((path) => join(root, path)));
    expect((await listPhotoFiles(files[0])).files).toEqual([files[0]]);
  });

  it('says so when there is none', async () => {
    const folder = await temporaryFolder();
    await expect(listPhotoFiles(folder)).rejects.toThrow('found none');
    await expect(listPhotoFiles(join(folder, 'gone.jpg'))).rejects.toThrow(PhotoError);
  });
});
