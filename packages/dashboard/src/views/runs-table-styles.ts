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
      padding: 7px 8px;
      white-space: nowrap;
    }
    th {
      padding: 0 8px 4px;
    }
    thead th {
      border-bottom-color: var(--edge);
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
    .tick {
      width: 30px;
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
    .name a {
      display: inline-flex;
      align-items: center;
      gap: 9px;
      font-weight: 550;
      text-decoration: none;
    }
    .name a:hover .text {
      text-decoration: underline;
    }
    .text {
      display: inline-block;
      max-width: 190px;
      overflow: hidden;
      text-overflow: ellipsis;
      vertical-align: bottom;
    }
    .dataset .text {
      max-width: 130px;
    }
    .config .text {
      max-width: 90px;
    }
    .at {
      display: inline-block;
      min-width: 2.6em;
      margin-left: 3px;
      text-align: left;
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
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 6px 16px;
      }
      tbody td {
        display: block;
        padding: 0 !important;
        border: 0 !important;
        text-align: left !important;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      td:empty,
      .config,
      .engine {
        display: none;
      }
      td[data-label]::before {
        content: attr(data-label);
        display: block;
        font-size: 0.75rem;
        color: var(--ink-soft);
      }
      .name,
      .test {
        grid-column: 1 / -1;
      }
      .name {
        padding-right: 52px !important;
      }
      .name::before {
        display: none !important;
      }
      .name a {
        display: flex;
        min-height: 36px;
        font-size: 0.9375rem;
      }
      .name .text {
        max-width: 100%;
      }
      .tick {
        position: absolute;
        top: 4px;
        right: 0;
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
