import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../user-error.js';
import { markdownOf, withSection } from './markdown-table.js';
import type { ReportContext } from './report/report-context.js';
import { reportHtml } from './report/report-html.js';
import { resultsJson } from './results-json.js';

/** Where a reproduction is written. */
export interface Destinations {
  readonly folder: string;
  /** A Markdown file with marks, to be written between them. */
  readonly markdown: string | undefined;
}

/** Makes the folder and looks at the Markdown file, before hours of training. @throws UserError */
export function checkDestinations({ folder, markdown }: Destinations): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UserError(
      `Expected --to to name a folder, got ${folder}: ${(error as Error).message}.`,
    );
  }
  if (markdown !== undefined) withSection(readText(markdown), '', markdown);
}

/** Writes report, table and numbers; answers the file of the report. */
export async function writeFiles(
  context: ReportContext,
  { folder, markdown }: Destinations,
): Promise<string> {
  const report = path.join(folder, 'report.html');
  const table = markdownOf(context.results);
  writeFileSync(report, await reportHtml(context));
  writeFileSync(path.join(folder, 'table.md'), `${table}\n`);
  const json = JSON.stringify(resultsJson(context.results), null, 2);
  writeFileSync(path.join(folder, 'results.json'), `${json}\n`);
  if (markdown !== undefined) {
    writeFileSync(markdown, withSection(readText(markdown), table, markdown));
  }
  return report;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`Expected a Markdown file at ${file}: ${(error as Error).message}.`);
  }
}
