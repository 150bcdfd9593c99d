import { css } from 'lit';

/** A figure of a filter's page. */
export const filterFigure = css`
  :host {
    display: block;
    min-width: 0;
    max-width: 100%;
  }
  figcaption {
    margin-top: 6px;
    font-size: 0.6875rem;
    line-height: 1.35;
    color: var(--ink-soft);
    max-width: 44ch;
  }
`;
