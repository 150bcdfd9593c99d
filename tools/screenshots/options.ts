import { parseArgs } from 'node:util';
import { VIEW_NAMES, type ViewName } from './views.js';

/** The sizes and colours that the page is looked at in. */
export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What `npm run screenshots` was asked for. */
export interface ScreenshotOptions {
  /** The database that is served, or the address of a page that is served already. */
  readonly source: { readonly db: string } | { readonly url: string };
  /** The folder of the pictures. */
  readonly to: string;
  readonly views: readonly ViewName[];
  readonly widths: readonly number[];
  readonly themes: readonly Theme[];
  /** Runs that are selected; none: the newest two that kept weights. */
  readonly runs: readonly string[];
  /** The view to its end, not only what a screen shows. */
  readonly whole: boolean;
  readonly help: boolean;
}

export const USAGE = `npm run screenshots -- --db FILE --to FOLDER [options]
  --db FILE      the record that is shown
  --url ADDRESS  instead: a page that is served already
  --to FOLDER    where the pictures go, as VIEW-WIDTH-THEME.png
  --views LIST   of ${VIEW_NAMES.join(', ')}; default: all
  --widths LIST  default 390,768,1440,2560
  --themes LIST  of ${THEMES.join(', ')}; default: both
  --runs LIST    runs that are selected; default: the newest two that kept weights
  --whole        each view to its end, not only what a screen shows`;

/** Reads the command line. @throws with what was expected and what came. */
export function parseOptions(args: readonly string[]): ScreenshotOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      db: { type: 'string' },
      url: { type: 'string' },
      to: { type: 'string' },
      views: { type: 'string', default: VIEW_NAMES.join(',') },
      widths: { type: 'string', default: '390,768,1440,2560' },
      themes: { type: 'string', default: THEMES.join(',') },
      runs: { type: 'string', default: '' },
      whole: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { db, url, to = '', help } = values;
  if (!help && (db === undefined) === (url === undefined)) {
    throw new Error('Expected either --db FILE or --url ADDRESS.');
  }
  if (!help && !to) throw new Error('Expected --to FOLDER, where the pictures go.');
  return {
    source: url === undefined ? { db: db ?? '' } : { url: url.replace(/\/$/, '') },
    to,
    views: listOf(values.views, '--views', VIEW_NAMES),
    widths: values.widths.split(',').map(widthOf),
    themes: listOf(values.themes, '--themes', THEMES),
    runs: values.runs.split(',').filter(Boolean),
    whole: values.whole,
    help,
  };
}

function listOf<Word extends string>(
  text: string,
  flag: string,
  known: readonly Word[],
): readonly Word[] {
  return text.split(',').map((word) => {
    const found = known.find((one) => one === word);
    if (!found) throw new Error(`Expected ${flag} of ${known.join(', ')}, got "${word}".`);
    return found;
  });
}

function widthOf(text: string): number {
  const width = Number(text);
  if (Number.isInteger(width) && width >= 200 && width <= 8000) return width;
  throw new Error(`Expected --widths in whole pixels of 200 to 8000, got "${text}".`);
}
