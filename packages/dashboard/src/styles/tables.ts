import { css } from 'lit';

/** Tables: hairlines between rows, numbers to the right, a first column that stays in sight. */
export const tables = css`
  .scroll {
    overflow-x: auto;
    overscroll-behavior-x: contain;
  }
  table {
    border-collapse: separate;
    border-spacing: 0;
    width: 100%;
  }
  th,
  td {
    padding: 6px 10px;
    text-align: left;
    vertical-align: baseline;
    border-bottom: 1px solid var(--hairline);
    font-weight: 400;
  }
  thead th {
    color: var(--ink-soft);
    font-weight: 500;
    white-space: nowrap;
    vertical-align: bottom;
  }
  tbody tr:last-child > * {
    border-bottom-color: transparent;
  }
  th:first-child,
  td:first-child {
    padding-left: 0;
  }
  th:last-child,
  td:last-child {
    padding-right: 0;
  }
  .number {
    text-align: right;
    white-space: nowrap;
  }
`;
