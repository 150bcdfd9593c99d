import { css } from 'lit';

/** How charts beside each other and their controls are laid out. */
export const runChartsStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 20px;
    margin-bottom: 16px;
  }
  .controls label {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    color: var(--ink-soft);
  }
  .controls select {
    color: var(--ink);
    min-height: 30px;
  }
  .range {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .range button {
    min-height: 30px;
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
  @media (pointer: coarse), (max-width: 760px) {
    .hint {
      display: none;
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
