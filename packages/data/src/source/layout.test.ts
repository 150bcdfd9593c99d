import { describe, expect, it } from 'vitest';
import { labelFiles } from './layout.js';

describe('labelFiles()', () => {
  it("reads Kaggle's names, and passes over test1", () => {
    const found = label('train/cat.0.jpg', 'train/dog.0.jpg', 'train/dog.1.jpg', 'test1/1.jpg');
    expect(found).toEqual({
      layout: 'classInName',
      classes: { cat: ['train/cat.0.jpg'], dog: ['train/dog.0.jpg', 'train/dog.1.jpg'] },
      unlabelled: ['test1/1.jpg'],
    });
  });

  it("reads Microsoft's folders, with their names as they are", () => {
    expect(label('PetImages/Cat/0.jpg', 'PetImages/Dog/0.jpg')).toEqual({
      layout: 'classFolders',
      classes: { Cat: ['PetImages/Cat/0.jpg'], Dog: ['PetImages/Dog/0.jpg'] },
      unlabelled: [],
    });
  });

  it('takes the folder when names agree with it: cats/cat.0.jpg', () => {
    const { layout, classes } = label('set/cats/cat.0.jpg', 'set/dogs/dog.0.jpg');
    expect(layout).toBe('classFolders');
    expect(Object.keys(classes)).toEqual(['cats', 'dogs']);
  });

  it('joins folders of one name under several wrappers', () => {
    const { classes } = label('train/cat/1.png', 'test/cat/2.png', 'train/dog/1.png');
    expect(classes).toEqual({
      cat: ['train/cat/1.png', 'test/cat/2.png'],
      dog: ['train/dog/1.png'],
    });
  });

  it('gives photos beside class folders no class', () => {
    const { classes, unlabelled } = label('a.jpg', 'set/b.jpg', 'set/cat/1.jpg', 'set/dog/1.jpg');
    expect(Object.keys(classes)).toEqual(['cat', 'dog']);
    expect(unlabelled).toEqual(['a.jpg', 'set/b.jpg']);
  });

  it('does not take the numbers of a camera for classes', () => {
    expect(label('cat/IMG_1.2.jpg', 'cat/IMG_2.2.jpg', 'dog/IMG_3.2.jpg').layout).toBe(
      'classFolders',
    );
  });

  it('finds no layout where nothing has a class', () => {
    expect(label('1.jpg', '2.jpg')).toEqual({
      layout: undefined,
      classes: {},
      unlabelled: ['1.jpg', '2.jpg'],
    });
  });
});

function label(...paths: string[]) {
  const files = paths.map((path) => ({ path, bytes: 1, read: async () => new Uint8Array(1) }));
  const { layout, classes, unlabelled } = labelFiles(files);
  const inClass = [...classes].map(([name, found]) => [name, found.map(({ path }) => path)]);
  return {
    layout,
    classes: Object.fromEntries(inClass) as Record<string, string[]>,
    unlabelled: unlabelled.map(({ path }) => path),
  };
}
