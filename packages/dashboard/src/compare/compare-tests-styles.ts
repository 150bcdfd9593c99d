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
  .matrix {
    margin-top: 22px;
  }
  .confusions {
    margin-top: 22px;
  }
  summary {
    width: fit-content;
    cursor: pointer;
    font-weight: 600;
  }
  .waiting {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    margin-bottom: 6px;
  }
`;
