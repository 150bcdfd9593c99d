import { css } from 'lit';

/** What every element with words in it begins with: boxes, links, focus, headings. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  a {
    color: inherit;
    text-decoration-color: var(--edge);
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
  }
  a:hover {
    text-decoration-color: currentColor;
  }
  :focus-visible {
    outline: 2px solid var(--ink);
    outline-offset: 2px;
    border-radius: var(--radius);
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: 1.375rem;
    font-weight: 620;
    letter-spacing: -0.015em;
    line-height: 1.25;
  }
  h2 {
    font-size: 0.9375rem;
    font-weight: 620;
    letter-spacing: -0.005em;
    line-height: 1.3;
  }
  h3 {
    font-size: 0.8125rem;
    font-weight: 600;
  }
  .soft {
    color: var(--ink-soft);
  }
  .mono {
    font-family: var(--mono);
    font-size: 0.9231em;
  }
  .out-of-sight {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
