import { css } from 'lit';

/** A run's panel: rows of photos, blocks of frames that wrap. */
export const microscopePanelStyles = css`
  :host {
    display: block;
  }
  section {
    padding: 14px 0 18px;
    border-top: 1px solid var(--hairline);
  }
  header save-pictures {
    margin-left: auto;
  }
  header button.bare {
    min-height: 24px;
    color: var(--ink-soft);
    font-size: 0.75rem;
    font-weight: 500;
  }
  header h2 {
    overflow-wrap: anywhere;
  }
  header {
    display: flex;
    align-items: baseline;
    gap: 6px 10px;
    flex-wrap: wrap;
    margin-bottom: 10px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 14px 16px;
    padding: 8px 0 14px;
  }
  .row + .row {
    border-top: 1px dotted var(--hairline);
    padding-top: 14px;
  }
  figure {
    min-width: 0;
    max-width: 100%;
  }
  figcaption {
    margin-top: 4px;
    font-size: 0.6875rem;
    line-height: 1.35;
    color: var(--ink-soft);
    max-width: 30ch;
    overflow-wrap: anywhere;
  }
  .stop {
    outline: 2px solid var(--accent);
    outline-offset: 6px;
    /* Between the slider above and the words of the walk below. */
    scroll-margin: 210px 0 180px;
  }
  @media (prefers-reduced-motion: no-preference) {
    .stop {
      animation: arrive 0.5s ease-out;
    }
    @keyframes arrive {
      from {
        outline-color: transparent;
        outline-offset: 24px;
      }
    }
  }
  .answer {
    align-self: center;
  }
  dl {
    display: grid;
    grid-template-columns: auto auto;
    gap: 2px 10px;
  }
  dd {
    text-align: right;
  }
  .none {
    max-width: 30ch;
    align-self: center;
  }
  .still,
  .seen {
    color: var(--warning);
  }
  .problem {
    color: var(--warning);
    max-width: 60ch;
  }
`;
