import { css } from 'lit';

/** One line a run, its interval drawn to a common scale. */
export const accuracyTableStyles = css`
  :host {
    display: block;
  }
  table {
    width: auto;
    min-width: min(100%, 720px);
  }
  th[scope='row'] {
    position: sticky;
    left: 0;
    z-index: 1;
    background: var(--surface);
  }
  th[scope='row'] span {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    max-width: 240px;
    font-weight: 550;
    /* A long name breaks, but no column is as narrow as a letter. */
    overflow-wrap: break-word;
  }
  td {
    white-space: nowrap;
  }
  select {
    min-height: 28px;
  }
  .interval {
    width: 220px;
    padding-block: 0;
    vertical-align: middle;
  }
  .interval svg {
    display: block;
    overflow: visible;
  }
  .interval line {
    stroke: currentColor;
    stroke-width: 2;
  }
  .interval circle {
    fill: currentColor;
  }
  .interval .grid {
    stroke: var(--hairline);
    stroke-width: 1;
  }
  .interval text {
    fill: var(--ink-soft);
    font-size: 11px;
    text-anchor: middle;
  }
  th[scope='row'] {
    min-width: 112px;
  }
  /* The interval is in numbers beside its picture. */
  @media (max-width: 900px) {
    .interval {
      display: none;
    }
    th[scope='col'] {
      white-space: normal;
    }
  }
  @media (max-width: 760px) {
    th[scope='row'] span {
      max-width: 132px;
    }
  }
`;
