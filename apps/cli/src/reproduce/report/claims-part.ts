import { escapeHtml } from '@peasy/report';
import { type ClaimRow, claimRows } from '../claim-rows.js';
import type { ReportContext } from './report-context.js';

const COLUMNS: readonly { readonly head: string; readonly of: (row: ClaimRow) => string }[] = [
  { head: 'The post', of: ({ claim }) => claim },
  { head: 'Measured here', of: ({ measured }) => measured },
  { head: 'Leak', of: ({ leak }) => leak },
  { head: 'Seconds', of: ({ seconds }) => seconds },
  { head: 'Images/s', of: ({ imagesPerSecond }) => imagesPerSecond },
];

/** Every claim beside what was measured; on a narrow screen a card each. */
export function claimsHtml({ results }: ReportContext): string {
  const heads = ['Claim', ...COLUMNS.map(({ head }) => head)]
    .map((head) => `<th scope="col">${head}</th>`)
    .join('');
  const rows = claimRows(results).map((row) => {
    const cells = COLUMNS.map(({ head, of }) => {
      const text = of(row);
      const look = head === 'Leak' && text.endsWith('no test') ? ' class="warning"' : '';
      const empty = text === '' ? ' data-empty' : '';
      return `<td data-head="${head}"${look}${empty}>${escapeHtml(unbroken(text)) || '–'}</td>`;
    });
    return `<tr><th scope="row">${escapeHtml(row.what)}</th>${cells.join('')}</tr>`;
  });
  return `<table class="claims"><thead><tr>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** "1e-7" on one line. */
function unbroken(text: string): string {
  return text.replace(/e-(\d)/g, 'e\u2011$1');
}
