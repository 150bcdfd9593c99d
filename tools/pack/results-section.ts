const HEADING = '## Packages';

/** docs/results.md with its section "Packages" written anew, at the end where there was none. */
export function withPackagesSection(page: string, table: string, origin: string): string {
  const section = `${HEADING}

What \`npm install\` fetches of each package, \`npm run pack -- --write\`, ${origin}; sources are in it for source maps, and what other packages it needs is not counted.

${table}
`;
  const start = page.indexOf(`${HEADING}\n`);
  if (start < 0) return `${page.trimEnd()}\n\n${section}`;
  const next = page.indexOf('\n## ', start);
  return page.slice(0, start) + section + (next < 0 ? '' : page.slice(next));
}
