import { css } from 'lit';

/** Photo, products and output side by side under the player; below each other where there is no room. */
export const labBenchStyles = css`
  :host {
    display: block;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 10px;
    margin: 14px 0;
    padding-top: 12px;
    border-top: 1px solid var(--hairline);
  }
  .step {
    min-width: 32px;
    padding: 0;
  }
  .play {
    min-width: 92px;
  }
  .slider {
    flex: 1 1 160px;
    min-width: 80px;
    accent-color: var(--accent);
  }
  output {
    min-width: 17ch;
    text-align: right;
  }
  .rows {
    container-type: inline-size;
  }
  .bench {
    display: grid;
    gap: 18px 22px;
    grid-template-columns: minmax(0, 1fr);
  }
  @container (min-width: 640px) {
    .bench {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .middle {
      grid-column: 1 / -1;
      grid-row: 2;
    }
  }
  @container (min-width: 1100px) {
    .bench {
      grid-template-columns: 290px minmax(0, max-content) 290px;
    }
    .middle {
      grid-column: auto;
      grid-row: auto;
    }
  }
  figure {
    min-width: 0;
  }
  .output map-frames {
    border: 1px solid var(--hairline);
  }
  h2 {
    margin-bottom: 6px;
    overflow-wrap: anywhere;
  }
  figcaption {
    margin-top: 6px;
    font-size: 0.75rem;
    color: var(--ink-soft);
    max-width: 46ch;
  }
  .middle figcaption {
    max-width: 60ch;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 14px;
    margin-top: 8px;
  }
  @media (max-width: 760px) {
    .slider {
      order: 1;
      flex-basis: 100%;
    }
    output {
      flex: 1;
    }
  }
`;
