import { formatCount } from '../terminal/format.js';
import { UserError } from '../user-error.js';
import { claimRows } from './claim-rows.js';
import { leadOf, warningsOf } from './report/words.js';
import type { Results } from './results.js';

/** What stands around the section of a Markdown file that the command writes. */
export const MARKS = {
  begin: '<!-- peasy reproduce post: begin -->',
  end: '<!-- peasy reproduce post: end -->',
} as const;

/** The table of a reproduction in Markdown, with what a reader must know of it. */
export function markdownOf(results: Results): string {
  const { collected, photos, plan } = results;
  const { run } = collected.trained['cnn-post'];
  const { cores, cpu, node, gitCommit } = run.environment;
  const head = ['claim', 'the post', 'measured here', 'leak', 'seconds', 'images/s'];
  const rows = claimRows(results).map((row) => [
    row.what,
    row.claim,
    row.measured,
    row.leak,
    row.seconds,
    row.imagesPerSecond,
  ]);
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const facts = [
    `\`peasy reproduce post${plan.isQuick ? ` --epochs ${plan.epochs}` : ''}\``,
    `photos ${photos.name}, ${formatCount(photos.images.count)}`,
    `commit ${String(gitCommit ?? 'unknown').slice(0, 7)}`,
    `Node ${String(node).replace(/^v/, '')}`,
    `${cores} cores of ${cpu}`,
    `${run.device}`,
    `begun ${run.startedAt.slice(0, 10)}`,
  ];
  return [
    leadOf(results),
    ...warningsOf(results),
    [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'),
    `${facts.join('; ')}.`,
  ].join('\n\n');
}

/**
 * The text with what stands between the marks replaced.
 * @throws UserError where the marks are not there.
 */
export function withSection(text: string, section: string, file: string): string {
  const from = text.indexOf(MARKS.begin);
  const to = text.indexOf(MARKS.end, from);
  if (from < 0 || to < 0) {
    throw new UserError(
      `Expected ${file} to have the lines ${MARKS.begin} and ${MARKS.end}, between which the table goes. Write them where it is to stand.`,
    );
  }
  return `${text.slice(0, from + MARKS.begin.length)}\n\n${section}\n\n${text.slice(to)}`;
}
