import { expect, it } from 'vitest';
import { MARKS, withSection } from './markdown-table.js';

it('withSection() replaces what stands between the marks, and nothing else', () => {
  const text = `# Results\n\n${MARKS.begin}\nold\n${MARKS.end}\n\n## Speed\n`;
  expect(withSection(text, 'new', 'results.md')).toBe(
    `# Results\n\n${MARKS.begin}\n\nnew\n\n${MARKS.end}\n\n## Speed\n`,
  );
});

it('withSection() refuses a file without the marks, or with one of them', () => {
  for (const text of ['', MARKS.begin, `${MARKS.end} ${MARKS.begin}`]) {
    expect(() => withSection(text, 'new', 'results.md')).toThrow('Expected results.md to have');
  }
});
