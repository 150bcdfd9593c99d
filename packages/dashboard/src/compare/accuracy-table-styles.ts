import { css } from 'lit';

/** One line a run, its interval drawn to a common scale; on a narrow page a run's cells are below each other. */
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
  @media (min-width: 761px) and (max-width: 900px) {
    .interval {
      display: none;
    }
    th[scope='col'] {
      white-space: normal;
    }
  }
  @media (max-width: 760px) {
    .scroll {
      /* Holds the heads that are out of sight, which would else lengthen the page. */
      position: relative;
    }
    table,
    tbody {
      display: block;
      max-width: 480px;
      min-width: 0;
    }
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    tbody tr {
      display: grid;
      /* The first is as wide as the picture of an interval. */
      grid-template-columns: 200px minmax(0, 1fr);
      grid-template-areas:
        'name name'
        'accuracy right'
        'interval chance'
        'weights loss';
      gap: 4px 14px;
      padding-block: 12px;
      border-top: 1px solid var(--hairline);
    }
    tbody :is(th, td, .number) {
      width: auto;
      padding: 0;
      border: 0;
      text-align: left;
      white-space: normal;
    }
    [data-label]::before {
      margin-right: 6px;
      font-size: 0.75rem;
      color: var(--ink-soft);
      content: attr(data-label);
      /* The head of the column says it already to whoever does not see. */
      content: attr(data-label) / '';
    }
    th[scope='row'] {
      position: static;
      grid-area: name;
    }
    th[scope='row'] span {
      max-width: 100%;
      overflow-wrap: anywhere;
    }
    td.accuracy {
      grid-area: accuracy;
    }
    data.accuracy {
      font-weight: 550;
    }
    td.right {
      grid-area: right;
    }
    td.interval {
      grid-area: interval;
    }
    td.chance {
      grid-area: chance;
    }
    td.weights {
      grid-area: weights;
    }
    td.loss {
      grid-area: loss;
    }
    :is(.chance, .loss)::before {
      display: block;
    }
    select {
      min-height: 44px;
    }
  }
`;
