import { css } from 'lit';
import { runsGroupStyles } from './runs-group-styles.js';

/** How rows look, and how they turn to cards on a narrow page. Heights are those of table-sizes.ts. */
const rows = css`
  :host {
    display: block;
    font-size: 0.75rem;
  }
  .sort {
    display: none;
  }
  .scroll {
    position: relative;
    max-height: calc(100vh - var(--bar-height) - 150px);
    min-height: 190px;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--edge) transparent;
  }
  .head {
    position: sticky;
    top: 0;
    z-index: 2;
    min-width: var(--least);
    background: var(--surface);
  }
  .head .row {
    height: 32px;
    border-bottom-color: var(--edge);
    color: var(--ink-soft);
    font-weight: 500;
  }
  .space {
    min-width: var(--least);
    contain: layout style;
  }
  .row {
    display: grid;
    grid-template: minmax(0, 1fr) / var(--tracks);
    column-gap: 10px;
    align-items: center;
    height: 34px;
    background: var(--surface);
    border-bottom: 1px solid var(--hairline);
    white-space: nowrap;
  }
  .shown .row:hover {
    background: var(--raised);
    --mark-surface: var(--raised);
  }
  .scroll:focus-visible {
    outline: none;
  }
  .scroll:focus-visible .current {
    outline: 2px solid var(--ink);
    outline-offset: -2px;
  }
  .cell,
  .note,
  .coming {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .coming {
    grid-column: 2 / -1;
    color: var(--ink-soft);
  }
  .number {
    text-align: right;
  }
  .number + .cell:not(.number) {
    padding-left: 10px;
  }
  .clip {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .head .cell {
    display: flex;
  }
  .head .number {
    justify-content: flex-end;
  }
  button.bare {
    min-width: 0;
    min-height: 28px;
    padding: 0;
    gap: 3px;
    border: 0;
    color: var(--ink-soft);
    font-weight: 500;
  }
  button.bare:hover {
    color: var(--ink);
  }
  .number button.bare {
    flex-direction: row-reverse;
  }
  [aria-sort='ascending'] button.bare,
  [aria-sort='descending'] button.bare {
    color: var(--ink);
    font-weight: 620;
  }
  .tick {
    display: flex;
    align-items: center;
    height: 100%;
    border-left: 3px solid transparent;
  }
  .tick label {
    padding: 9px 8px;
    cursor: pointer;
  }
  .tick input {
    display: block;
  }
  .selected .tick {
    border-left-color: var(--accent);
  }
  .name a {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    font-weight: 550;
    text-decoration: none;
  }
  .name {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  /* What a row is of stays in sight while its numbers are scrolled sideways. */
  .tick,
  .name {
    position: sticky;
    z-index: 1;
    left: 0;
    align-self: stretch;
    background: inherit;
  }
  .name {
    left: 34px;
  }
  .mark {
    flex: none;
  }
  .text {
    display: block;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .name a:hover .text {
    text-decoration: underline;
  }
  runs-sparkline {
    display: block;
    color: var(--ink-soft);
  }
  .at {
    display: inline-block;
    min-width: 2.4em;
    margin-left: 3px;
    font-size: 0.6875rem;
    text-align: left;
  }
  .count {
    font-size: 0.6875rem;
    color: var(--ink-soft);
  }
  .drawn {
    padding: 0 6px;
    border: 1px dashed var(--edge);
    border-radius: var(--radius);
    color: var(--ink-soft);
  }
  .leaking {
    text-decoration: line-through;
    text-decoration-color: var(--warning);
  }
  .leaks {
    color: var(--warning);
    font-weight: 550;
  }
  epoch-progress {
    display: block;
    min-width: 44px;
    margin-top: 2px;
  }
  .note plain-notice + plain-notice {
    margin-left: 16px;
  }
  @media (max-width: 760px) {
    :host {
      font-size: 0.8125rem;
    }
    .sort {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
      margin-bottom: 12px;
    }
    .sort select {
      margin-left: 4px;
      max-width: 118px;
    }
    .scroll {
      max-height: calc(100vh - 240px);
      min-height: 320px;
      overflow-x: hidden;
    }
    .head {
      display: none;
    }
    .space {
      min-width: 0;
    }
    .row {
      position: relative;
      grid-template-columns: repeat(3, minmax(0, 1fr));
      grid-template-rows: 36px 36px 20px 20px auto;
      align-content: start;
      align-items: start;
      gap: 3px 12px;
      height: var(--card);
      padding: 6px 0 0 12px;
      border-left: 3px solid transparent;
    }
    .row.selected {
      border-left-color: var(--accent);
    }
    .cell,
    .number {
      text-align: left;
      padding-left: 0 !important;
    }
    .cell::before {
      content: attr(data-label);
      display: block;
      font-size: 0.75rem;
      line-height: 1.3;
      color: var(--ink-soft);
    }
    .name::before {
      display: none !important;
    }
    .cell:not(.name, .status, .epochs, .started, .best, .test) {
      display: none;
    }
    .name {
      position: static;
      z-index: auto;
      background: none;
      grid-column: 1 / -1;
      grid-row: 1;
      padding-right: 48px;
    }
    .name a {
      min-height: 36px;
      font-size: 0.9375rem;
    }
    .status,
    .epochs,
    .started {
      grid-row: 2;
    }
    .test,
    .best {
      display: flex;
      gap: 4px;
      align-items: baseline;
      grid-column: 1 / -1;
    }
    .test::before,
    .best::before {
      width: 96px;
    }
    .test {
      grid-row: 3;
    }
    .best {
      grid-row: 4;
    }
    .best:empty::after,
    .test:empty::after {
      content: '–';
    }
    .remarks {
      grid-row: 5;
      grid-column: 1 / -1;
      white-space: normal;
      font-size: 0.75rem;
      line-height: 1.3;
    }
    .tick {
      position: absolute;
      inset: 2px 0 auto auto;
      background: none;
      z-index: 1;
      height: auto;
      border: 0;
    }
    .tick label {
      padding: 12px;
    }
    epoch-progress {
      max-width: 100px;
    }
  }
`;

/** How the table looks. */
export const runsTableStyles = [rows, runsGroupStyles];
