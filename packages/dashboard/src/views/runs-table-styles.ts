import { css } from 'lit';
import { tables } from '../styles/tables.js';

/** How the table of runs looks, and how it turns to cards on a narrow page. */
export const runsTableStyles = [
  tables,
  css`
    :host {
      display: block;
    }
    .sort {
      display: none;
    }
    th,
    td {
      padding: 7px 6px;
      white-space: nowrap;
    }
    th {
      padding: 0 6px 4px;
    }
    thead th {
      border-bottom-color: var(--edge);
    }
    tr {
      background: inherit;
    }
    tbody tr:last-child > * {
      border-bottom-color: var(--hairline);
    }
    tbody:hover {
      background: var(--raised);
      --mark-surface: var(--raised);
    }
    th button.bare {
      min-height: 28px;
      padding: 0 2px;
      margin: 0 -2px;
      color: var(--ink-soft);
      font-weight: 500;
      gap: 3px;
      border: 0;
    }
    .number button.bare {
      flex-direction: row-reverse;
    }
    th[aria-sort='ascending'] button.bare,
    th[aria-sort='descending'] button.bare {
      color: var(--ink);
      font-weight: 620;
    }
    table {
      font-size: 0.75rem;
      /* Whole pixels, so that hairlines meet. */
      line-height: 18px;
    }
    .tick {
      width: 28px;
      padding: 0;
      border-left: 3px solid transparent;
    }
    .tick label {
      display: inline-flex;
      padding: 5px 6px;
      cursor: pointer;
      vertical-align: middle;
    }
    .selected .tick {
      border-left-color: var(--accent);
    }
    .name {
      position: sticky;
      left: 0;
      z-index: 1;
      background: inherit;
    }
    tbody {
      background: var(--surface);
    }
    .name a {
      display: inline-flex;
      align-items: baseline;
      gap: 8px;
      font-weight: 550;
      text-decoration: none;
    }
    .name run-mark {
      align-self: center;
    }
    .name a:hover .text {
      text-decoration: underline;
    }
    .text {
      display: inline-block;
      max-width: 132px;
      overflow: hidden;
      text-overflow: ellipsis;
      vertical-align: bottom;
    }
    .dataset .text {
      max-width: 92px;
    }
    .config .text {
      max-width: 76px;
    }
    .at {
      display: inline-block;
      min-width: 2.2em;
      font-size: 0.6875rem;
      margin-left: 3px;
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
    epoch-progress {
      min-width: 44px;
      margin-top: 2px;
    }
    .notes td {
      padding-top: 0;
      padding-bottom: 8px;
      white-space: normal;
    }
    tr:has(+ .notes) > * {
      border-bottom-color: transparent;
      padding-bottom: 3px;
    }
    plain-notice + plain-notice {
      margin-left: 16px;
    }
    @media (max-width: 760px) {
      .sort {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        margin-bottom: 12px;
      }
      .sort select {
        margin-left: 6px;
      }
      .scroll {
        overflow: visible;
      }
      table {
        display: block;
        font-size: 0.8125rem;
      }
      thead {
        display: none;
      }
      tbody {
        display: block;
        position: relative;
        padding: 10px 0 14px 12px;
        border-top: 1px solid var(--hairline);
        border-left: 3px solid transparent;
      }
      tbody.selected {
        border-left-color: var(--accent);
      }
      tbody tr {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 8px 12px;
      }
      tbody td {
        display: block;
        padding: 0 !important;
        border: 0 !important;
        text-align: left !important;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      td:empty:not(.test),
      .config,
      .engine,
      .validation,
      .speed,
      .parameters {
        display: none;
      }
      td[data-label]::before {
        content: attr(data-label);
        display: block;
        font-size: 0.75rem;
        color: var(--ink-soft);
      }
      .name {
        grid-column: 1 / -1;
        position: static;
        z-index: auto;
        background: none;
      }
      .test {
        grid-column: span 2;
      }
      .started {
        order: 1;
      }
      .best,
      .test {
        order: 2;
      }
      .seconds {
        order: 3;
      }
      .dataset {
        grid-column: span 2;
        order: 4;
      }
      .name {
        padding-right: 52px !important;
      }
      .name::before {
        display: none !important;
      }
      .test:empty::after {
        content: '–';
      }
      .name a {
        display: flex;
        align-items: center;
        min-height: 36px;
        font-size: 0.9375rem;
      }
      .name .text,
      .dataset .text {
        max-width: 100%;
      }
      .tick {
        position: absolute;
        top: 4px;
        right: 0;
        z-index: 1;
        width: auto;
      }
      .tick label {
        padding: 12px;
      }
      epoch-progress {
        max-width: 100px;
      }
      .notes {
        display: block;
        margin-top: 8px;
      }
      .notes td:first-child {
        display: none;
      }
    }
  `,
];
