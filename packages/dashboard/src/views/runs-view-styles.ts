import { css } from 'lit';

/** How the view of all runs is laid out. */
export const runsViewStyles = css`
  :host {
    display: block;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    min-height: 32px;
  }
  header p {
    padding-top: 5px;
  }
  runs-bulk {
    margin-left: auto;
  }
  .nothing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 24px 0;
  }
  @media (max-width: 760px) {
    runs-bulk {
      margin-left: 0;
      width: 100%;
    }
  }
`;
