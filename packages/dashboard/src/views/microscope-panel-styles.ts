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
