import { nearestWord } from '@peasy/core';
import { PhotoError } from '../photo-set.js';
import type { LabelledFiles } from './layout.js';
import { alphabetCompare } from './natural-order.js';
import type { PhotoSource } from './photo-source.js';

/** Labels are stored in one byte. */
const MAX_CLASSES = 256;

/**
 * The classes to train on, in label order: those wanted, or all by alphabet.
 * @throws PhotoError for a class that is unknown or named twice, fewer than two, or more than 256.
 */
export function chooseClasses(
  source: PhotoSource,
  labelled: LabelledFiles,
  wanted: readonly string[],
): readonly string[] {
  const available = [...labelled.classes.keys()].sort(alphabetCompare);
  if (available.length < 2) throw tooFewClasses(source, available);
  for (const name of wanted) {
    if (labelled.classes.has(name)) continue;
    const near = nearestWord(name, available);
    throw new PhotoError(
      `Expected data.classes to name classes of ${source.name}, got "${name}", which has no photo there.` +
        `${near ? ` Did you mean "${near}"?` : ''} There are: ${listed(available)}.`,
    );
  }
  if (new Set(wanted).size < wanted.length) {
    throw new PhotoError(`Expected data.classes without repeats, got ${listed(wanted)}.`);
  }
  const classes = wanted.length > 0 ? wanted : available;
  if (classes.length < 2) {
    throw new PhotoError(
      `Expected at least two classes in data.classes, got only ${listed(classes)}. There are: ${listed(available)}.`,
    );
  }
  if (classes.length > MAX_CLASSES) {
    throw new PhotoError(
      `Expected at most ${MAX_CLASSES} classes, ${source.name} has ${classes.length}. Choose some with data.classes.`,
    );
  }
  return classes;
}

function tooFewClasses(source: PhotoSource, available: readonly string[]): PhotoError {
  const found =
    available.length === 1
      ? `only one, ${listed(available)}`
      : source.files.length > 0
        ? `none, though ${count(source.files.length, 'photo')}`
        : 'no photo';
  const rejected = source.rejected[0];
  const refused = rejected
    ? ` Left out: ${count(source.rejected.length, 'photo')}, the first: ${rejected.path} ${rejected.reason}.`
    : '';
  return new PhotoError(
    `Expected photos of at least two classes in ${source.name}, found ${found}.${refused} ` +
      'Name them cat.0.jpg, dog.0.jpg and so on, side by side in one folder, or give each class a folder of its own: cat/0.jpg, dog/0.jpg. ' +
      'A zip inside the zip is not opened: name the inner one, or unpack it.',
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => `"${name}"`);
  if (names.length > shown.length) shown.push(`${names.length - shown.length} more`);
  return shown.join(', ');
}
