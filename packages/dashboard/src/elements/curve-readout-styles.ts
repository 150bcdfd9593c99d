import { css } from 'lit';

/** How what a chart's curves say is laid out under it. */
export const curveReadoutStyles = css`
  :host {
    display: block;
  }
  .points {
    padding-bottom: 6px;
    color: var(--ink-soft);
    font-size: 0.75rem;
  }
  .tall {
    max-height: 232px;
    overflow-y: auto;
    scrollbar-width: thin;
    scrollbar-color: var(--hairline) transparent;
  }
  .tall thead th {
    position: sticky;
    top: 0;
    background: var(--surface);
  }
  .readout {
    table-layout: fixed;
    font-size: 0.8125rem;
    /* Numbers change under the cursor: what is around them is not laid out again. */
    contain: layout style;
  }
  .readout th,
  .readout td {
    padding: 3px 0;
    border: 0;
    vertical-align: middle;
  }
  .readout thead th {
    border-top: 1px solid var(--hairline);
    padding-top: 6px;
    font-size: 0.75rem;
  }
  .readout .number {
    width: 5.5rem;
  }
  .readout .measured {
    width: 7.25rem;
  }
  .where::first-letter {
    text-transform: uppercase;
  }
  tbody th {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
  }
  tbody th span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .lit th,
  .lit td {
    font-weight: 620;
  }
  details {
    margin-top: 4px;
  }
  summary {
    width: max-content;
    padding: 4px 0;
    color: var(--ink-soft);
    cursor: pointer;
  }
  summary:hover {
    color: var(--ink);
  }
  .break {
    margin-top: 4px;
    color: var(--warning);
    font-weight: 550;
  }
`;
