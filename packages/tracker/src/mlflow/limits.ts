import { invalid } from './mlflow-error.js';

/** MLflow's limits, in characters and in items. */
export const LIMITS = {
  key: 250,
  param: 6000,
  runTag: 8000,
  experimentName: 500,
  experimentTag: 20_000,
  batchMetrics: 1000,
  batchParams: 100,
  batchTags: 100,
  batchItems: 1000,
  datasetName: 500,
  datasetDigest: 36,
  datasetSource: 65_535,
  datasetSchema: 1_048_575,
  datasetProfile: 16_777_215,
  inputTagKey: 255,
  inputTagValue: 500,
  registryName: 256,
} as const;

const KEY = /^[/\p{L}\p{N}_.\- :]*$/u;

/** Checks the key of a metric, a param or a tag, which MLflow also uses as a file's name. @throws MlflowError */
export function checkKey(what: string, key: string): string {
  if (!KEY.test(key)) {
    throw invalid(
      `Invalid ${what} name: ${quoted(key)}. Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).`,
    );
  }
  if (key.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    throw invalid(
      `Invalid ${what} name: ${quoted(key)}. Names may be treated as files in certain cases, and must not resolve to other names when treated as such.`,
    );
  }
  return checkLength(`${what} name`, key, LIMITS.key);
}

/** Checks that a text is not too long. @throws MlflowError */
export function checkLength(what: string, text: string, most: number): string {
  if (text.length > most && lengthOf(text) > most) {
    throw invalid(
      `${what} ${quoted(text)} had length ${lengthOf(text)}, which exceeded length limit of ${most}.`,
    );
  }
  return text;
}

/** Cuts a text that is too long, between characters, as MLflow does by default. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = [...text];
  return characters.length <= most ? text : characters.slice(0, most).join('');
}

/** Characters as Python counts them: one for a pair of surrogates. */
function lengthOf(text: string): number {
  return [...text].length;
}

function quoted(text: string): string {
  return `'${text.length > 60 ? `${text.slice(0, 60)}...` : text}'`;
}
