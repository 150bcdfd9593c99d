import { invalid } from './mlflow-error.js';

/** Longest path of a file. */
const LONGEST = 4000;

/**
 * Checks the path of a file or a folder, already decoded once. What it would be if it were decoded
 * again, and again, is checked as well, so that no program further on is led out of a folder.
 * @throws MlflowError
 */
export function checkPath(path: string): string {
  if (path.length > LONGEST) {
    throw invalid(`Invalid path: expected at most ${LONGEST} characters, got ${path.length}.`);
  }
  let seen = path;
  for (;;) {
    if (!isSafe(seen)) throw unsafe(path);
    const decoded = decodedOr(seen);
    if (decoded === seen) return path;
    seen = decoded;
  }
}

/** The path of an address, decoded once. @throws MlflowError when it cannot be decoded, or is not safe. */
export function pathOfAddress(encoded: string): string {
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    throw invalid(
      `Invalid path ${JSON.stringify(encoded.slice(0, 100))}: its %-signs do not decode.`,
    );
  }
  return checkPath(path);
}

function isSafe(path: string): boolean {
  return (
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    !/[\\#\u0000-\u001f\u007f]/.test(path) &&
    !/^[a-z]:/i.test(path) &&
    !/^file:/i.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

function decodedOr(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function unsafe(path: string): Error {
  return invalid(
    `Invalid path ${JSON.stringify(path.slice(0, 100))}: expected it to be relative, with "/" between its parts, without "..", "\\" and "#".`,
  );
}
