import { escapeHtml } from './escape.js';

/** A part of the page under its heading; `html` is trusted. */
export interface PagePart {
  readonly heading: string;
  readonly html: string;
}

/** What a page has beyond text, tables and curves. */
export interface PageOptions {
  /** Rules of its own, after those that all pages have. */
  readonly style?: string;
  /** Whether pictures lie in it, as `data:` addresses. */
  readonly hasPictures?: boolean;
}

/** A page in one file: no script, no font and no link to anywhere, and no picture that is not in it. */
export function pageOf(
  title: string,
  lead: string,
  parts: readonly PagePart[],
  { style = '', hasPictures = false }: PageOptions = {},
): string {
  const body = parts.map(
    ({ heading, html }) => `<section><h2>${escapeHtml(heading)}</h2>${html}</section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${hasPictures ? '; img-src data:' : ''}">
<title>${escapeHtml(title)}</title>
<style>${STYLE}${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${lead}
${body.join('\n')}
</main>
</body>
</html>
`;
}

/** A table; numbers to the right. */
export function tableOf(
  head: readonly string[],
  rows: readonly (readonly (string | undefined)[])[],
): string {
  const cell = (text: string | undefined, i: number) =>
    i === 0
      ? `<th scope="row">${escapeHtml(text ?? '')}</th>`
      : `<td>${escapeHtml(text ?? '–')}</td>`;
  // The corner of a table whose columns are things of one kind heads nothing.
  const heads = head
    .map((text) => (text === '' ? '<td></td>' : `<th scope="col">${escapeHtml(text)}</th>`))
    .join('');
  const lines = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('');
  return `<div class="wide" tabindex="0"><table><thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`;
}

const STYLE = `
:root { color-scheme: light dark; --surface: light-dark(#faf7f0, #17140f); --ink: light-dark(#221d16, #efe9de);
  --soft: light-dark(#665d4f, #b0a695); --line: light-dark(#e3dccd, #37312a); --warn: light-dark(#7a4a00, #f2c063); }
body { margin: 0; background: var(--surface); color: var(--ink); font: 14px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1080px; margin: 0 auto; padding: 28px 20px 64px; }
h1 { font-size: 22px; letter-spacing: -0.01em; margin: 0 0 8px; }
h2 { font-size: 16px; margin: 32px 0 8px; padding-top: 14px; border-top: 1px solid var(--line); }
p { margin: 6px 0; max-width: 76ch; } .lead { font-size: 16px; } .soft, figcaption { color: var(--soft); }
.warning { color: var(--warn); font-weight: 550; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 440px), 1fr)); gap: 12px 24px; }
figure { margin: 0; } svg { display: block; width: 100%; height: auto; }
svg text { font-size: 11px; fill: var(--soft); } .grid { stroke: var(--line); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 0; list-style: none; }
.legend svg { display: inline-block; width: 22px; height: 8px; vertical-align: middle; margin-right: 6px; }
.wide { overflow-x: auto; } table { border-collapse: collapse; min-width: 50%; }
th, td { padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
th[scope="row"] { color: var(--soft); white-space: nowrap; } thead th { font-weight: 600; }
td { overflow-wrap: anywhere; min-width: 12ch; }
@media (max-width: 600px) { .charts svg text { font-size: 15px; } }
@media print { main { max-width: none; } }
`;
