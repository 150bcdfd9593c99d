import type { SourceFile } from './photo-source.js';

/**
 * How a source says which class a photo is of. `classInName`: Kaggle's `cat.0.jpg`, `dog.0.jpg`,
 * side by side in one folder. `classFolders`: Microsoft's `PetImages/Cat/0.jpg`, or any
 * `class/photo`, under any number of wrapper folders.
 */
export const PHOTO_LAYOUTS = ['classInName', 'classFolders'] as const;
/** One of PHOTO_LAYOUTS. */
export type PhotoLayout = (typeof PHOTO_LAYOUTS)[number];

/** Files by class, as the layout says. */
export interface LabelledFiles {
  /** undefined: no file has a class. */
  readonly layout: PhotoLayout | undefined;
  readonly classes: ReadonlyMap<string, readonly SourceFile[]>;
  /** Photos without a class, such as Kaggle's `test1/1.jpg`: no error, they are passed over. */
  readonly unlabelled: readonly SourceFile[];
}

/** `cat.0.jpg`: words, a number, an ending. No digit in the words, so that `IMG_1.2.jpg` names no class. */
const CLASS_IN_NAME = /^([^.\d]+)\.\d+\.[^.]+$/;

/**
 * Finds the layout and the class of each file. Class names are kept as they are written: `Cat`
 * stays `Cat`. Folders of the same name under several wrappers (`train/cat`, `test/cat`) are one
 * class.
 */
export function labelFiles(files: readonly SourceFile[]): LabelledFiles {
  const named = labelByName(files);
  return named.layout ? named : labelByFolder(files);
}

/** A folder counts when at least two classes lie in it: `cats/cat.0.jpg` alone is a class folder. */
function labelByName(files: readonly SourceFile[]): LabelledFiles {
  const namesInFolder = new Map<string, Set<string>>();
  for (const file of files) {
    const name = classInName(file.path);
    if (name === undefined) continue;
    const folder = folderOf(file.path);
    namesInFolder.set(folder, (namesInFolder.get(folder) ?? new Set()).add(name));
  }
  return group(files, 'classInName', ({ path }) => {
    const mixed = (namesInFolder.get(folderOf(path))?.size ?? 0) > 1;
    return mixed ? classInName(path) : undefined;
  });
}

/** Photos that lie beside folders of photos are not of the class of the folder around both. */
function labelByFolder(files: readonly SourceFile[]): LabelledFiles {
  const wrappers = new Set<string>(['']);
  for (const folder of new Set(files.map(({ path }) => folderOf(path)))) {
    for (let at = folderOf(folder); at !== ''; at = folderOf(at)) wrappers.add(at);
  }
  return group(files, 'classFolders', ({ path }) => {
    const folder = folderOf(path);
    return wrappers.has(folder) ? undefined : folder.slice(folder.lastIndexOf('/') + 1);
  });
}

function group(
  files: readonly SourceFile[],
  layout: PhotoLayout,
  classOf: (file: SourceFile) => string | undefined,
): LabelledFiles {
  const classes = new Map<string, SourceFile[]>();
  const unlabelled: SourceFile[] = [];
  for (const file of files) {
    const name = classOf(file);
    if (name === undefined) {
      unlabelled.push(file);
      continue;
    }
    const sameClass = classes.get(name);
    if (sameClass) sameClass.push(file);
    else classes.set(name, [file]);
  }
  return { layout: classes.size > 0 ? layout : undefined, classes, unlabelled };
}

function classInName(path: string): string | undefined {
  return CLASS_IN_NAME.exec(path.slice(path.lastIndexOf('/') + 1))?.[1];
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
