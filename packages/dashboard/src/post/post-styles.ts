import { css } from 'lit';

/** A page to be read: one column of text, figures as wide as there is room. */
export const postStyles = css`
  :host {
    display: block;
    font-size: 0.9375rem;
    line-height: 1.6;
  }
  section {
    margin-top: 36px;
  }
  h1 {
    font-size: 1.75rem;
  }
  h2 {
    font-size: 1.1875rem;
    margin-bottom: 8px;
  }
  p,
  .prose li {
    max-width: 68ch;
    margin-top: 8px;
  }
  .figure {
    margin-top: 14px;
    font-size: 0.8125rem;
    line-height: 1.45;
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: 20px 48px;
  }
  .pair > * {
    min-width: 0;
    max-width: 100%;
  }
  code {
    overflow-wrap: anywhere;
  }
  table {
    max-width: 900px;
    font-size: 0.8125rem;
  }
  td,
  th {
    white-space: normal;
  }
  tbody th {
    width: 40%;
  }
`;
