import { css } from 'lit';

/** Photo, products and output side by side; photo and output above the products where there is less room. */
export const labBenchStyles = css`
  :host {
    display: block;
    min-height: 320px;
    scroll-margin-top: calc(var(--bar-height) + 12px);
  }
  lab-player {
    margin: 12px 0 14px;
  }
  .bench {
    display: grid;
    gap: 16px 22px;
    grid-template-columns: repeat(2, max-content);
    justify-content: start;
  }
  .middle,
  .bench lab-player {
    grid-column: 1 / -1;
    min-width: 0;
  }
  .three .bench {
    grid-template-columns: max-content minmax(0, max-content) max-content;
    grid-template-areas: 'input middle output';
  }
  .three .input {
    grid-area: input;
  }
  .three .middle {
    grid-area: middle;
  }
  .three .output {
    grid-area: output;
  }
  .close .bench {
    gap: 10px;
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
  .close lab-player {
    margin: 2px 0 6px;
  }
  figure {
    min-width: 0;
  }
  .output map-frames {
    border: 1px solid var(--hairline);
  }
  h2 {
    margin-bottom: 6px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .input h2,
  .output h2 {
    /* As wide as the picture below, which says how wide the column is. */
    width: 0;
    min-width: 100%;
  }
  .close h2 {
    font-size: 0.8125rem;
  }
  figcaption {
    margin-top: 6px;
    font-size: 0.75rem;
    color: var(--ink-soft);
  }
  .middle figcaption {
    max-width: 60ch;
  }
  .middle figcaption p {
    margin-top: 6px;
  }
  @media (max-width: 760px) {
    :host {
      /* The bar has two rows there. */
      scroll-margin-top: calc(2 * var(--bar-height) + 4px);
    }
  }
`;
