import { css } from 'lit';

/** How the test photos of runs are laid out beside each other. */
export const compareTestsStyles = css`
  :host {
    display: block;
  }
  h2 {
    margin-bottom: 10px;
  }
  h3 {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-bottom: 6px;
    min-width: 0;
  }
  h3 span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 6px 16px;
    margin-bottom: 10px;
  }
  .head h2,
  .head h3 {
    margin: 0;
  }
  .results table {
    width: auto;
    min-width: min(100%, 720px);
  }
  .results th[scope='row'] span {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    max-width: 240px;
    font-weight: 550;
    overflow-wrap: anywhere;
  }
  .results td {
    white-space: nowrap;
  }
  .results select {
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
  .matrices {
    display: flex;
    flex-wrap: wrap;
    gap: 24px 48px;
    margin-top: 22px;
  }
  .matrices > div {
    max-width: 100%;
    min-width: 0;
  }
  .disagree {
    margin-top: 30px;
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-bottom: 10px;
  }
  .pair select {
    max-width: 220px;
  }
  .counts {
    margin-bottom: 12px;
    max-width: 72ch;
  }
  one-of {
    margin-bottom: 14px;
    max-width: 100%;
    overflow-x: auto;
  }
  .waiting {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    margin-bottom: 6px;
  }
  @media (max-width: 760px) {
    .interval {
      display: none;
    }
    .results th[scope='row'] {
      min-width: 96px;
    }
    .results th[scope='row'] span {
      max-width: 132px;
      overflow-wrap: break-word;
    }
  }
`;
