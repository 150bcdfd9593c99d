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
    margin-bottom: 18px;
  }
  header p {
    padding-top: 5px;
  }
  .tools {
    display: flex;
    align-items: center;
    gap: 12px;
    margin-left: auto;
  }
  .tools input {
    width: 280px;
  }
  .hint {
    min-width: 11.5rem;
    text-align: right;
  }
  .nothing {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 24px 0;
  }
  @media (max-width: 1000px) {
    .tools {
      margin: 0;
      width: 100%;
      justify-content: space-between;
    }
  }
  @media (max-width: 760px) {
    .tools {
      flex-wrap: wrap;
    }
    .tools input {
      width: 100%;
    }
    .hint {
      text-align: left;
    }
    .tools .button {
      width: 100%;
    }
  }
`;
