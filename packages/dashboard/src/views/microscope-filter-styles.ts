import { css } from 'lit';

/** A filter's page: its parts side by side, as far as they fit. */
export const microscopeFilterStyles = css`
  :host {
    display: block;
    margin-top: 16px;
  }
  article {
    padding: 12px 0 0 14px;
    border-left: 2px solid var(--accent);
  }
  p {
    margin-top: 4px;
    max-width: 110ch;
  }
  p button {
    min-height: 24px;
    padding: 0 4px;
    text-decoration: underline;
    text-decoration-color: var(--edge);
    text-underline-offset: 0.2em;
  }
  .flag {
    color: var(--warning);
  }
  .parts {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 16px 28px;
    margin-top: 12px;
  }
  figure {
    min-width: 0;
    max-width: 100%;
  }
  .wide {
    flex: 1 0 100%;
  }
  figcaption {
    margin-top: 6px;
    font-size: 0.6875rem;
    line-height: 1.35;
    color: var(--ink-soft);
    max-width: 44ch;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 14px;
  }
  .numbers {
    display: grid;
    gap: 2px;
    align-content: start;
  }
  table {
    border-collapse: collapse;
    height: 48px;
  }
  td {
    padding: 0 0 0 10px;
    text-align: right;
    font-size: 0.6875rem;
    line-height: 16px;
  }
  .best {
    display: grid;
    grid-template-columns: repeat(5, auto);
    justify-content: start;
    gap: 8px;
    font-size: 0.6875rem;
    color: var(--ink-soft);
  }
  @media (max-width: 760px) {
    .best {
      grid-template-columns: repeat(4, auto);
    }
  }
`;
