import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ImportFormat } from '../choices.js';
import { StoreError } from '../store/store-error.js';
import { readRecords } from './tensorboard/read-records.js';

/** Whether a source is a server's address. */
export function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/** What a source is, by what is in it. @throws StoreError when it is not there, or is nothing that runs are read from. */
export function recogniseSource(source: string): ImportFormat {
  if (isAddress(source)) return 'mlflow';
  checkThere(source);
  const path = resolve(source);
  const found = statSync(path).isDirectory() ? formatOfFolder(path) : formatOfFile(path);
  if (found) return found;
  throw new StoreError(
    'invalid',
    `Expected ${source} to be what runs are read from: an MLflow server's address (http://...) or its SQLite file, TensorBoard's event files or a folder of them, CSV, JSON of "peasy export", or a network of Keras (.h5, .keras) or safetensors of Peasy. It is none of them by its looks; --from says which one it is.`,
  );
}

/** @throws StoreError when there is no such file or folder. */
export function checkThere(source: string): void {
  if (existsSync(source)) return;
  throw new StoreError(
    'missingFile',
    `There is nothing at ${resolve(source)}. Name a file, a folder, or an address that begins with http://.`,
  );
}

function formatOfFolder(folder: string): ImportFormat | undefined {
  if (existsSync(join(folder, 'points.csv')) || existsSync(join(folder, 'runs.csv'))) return 'csv';
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths.some((path) => path.includes('tfevents')) ? 'tensorboard' : undefined;
}

function formatOfFile(file: string): ImportFormat | undefined {
  const beginning = beginningOf(file);
  if (beginning.startsWith('SQLite format 3\0')) return 'mlflow';
  const [first] = readRecords(file);
  if (first?.kind === 'record' || file.includes('tfevents')) return 'tensorboard';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text has none of them
  if (/[\u0000-\u0008]/.test(beginning)) return undefined;
  if (/^\ufeff?\s*[{[]/.test(beginning)) return 'json';
  return /[,;\t|\n]/.test(beginning) ? 'csv' : undefined;
}

function beginningOf(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(4096);
    return bytes.toString('utf8', 0, readSync(handle, bytes));
  } finally {
    closeSync(handle);
  }
}
