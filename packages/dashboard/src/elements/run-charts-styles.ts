import { css } from 'lit';

/** How charts beside each other and their controls are laid out. */
export const runChartsStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .controls {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 10px;
    margin-bottom: 16px;
  }
  run-charts-metrics {
    margin-left: auto;
  }
  .charts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 28px 40px;
  }
  @container (min-width: 720px) {
    .charts.two {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  .waiting {
    min-height: 320px;
    color: var(--ink-soft);
  }
  .problem {
    margin-bottom: 12px;
  }
`;
