import { css } from 'lit';

/** How the heads of groups look among rows, and a row that is being written in. */
export const runsGroupStyles = css`
  .row.of-group {
    background: var(--raised);
  }
  .of-group .group {
    grid-column: 2 / -1;
    display: flex;
    align-items: center;
    gap: 6px 20px;
    min-width: 0;
    position: sticky;
    left: 34px;
    width: fit-content;
    max-width: min(100%, 92vw);
  }
  .of-group button.bare {
    color: var(--ink);
    justify-content: flex-start;
  }
  .of-group .value {
    flex: 0 1 auto;
    min-width: 190px;
    max-width: 420px;
    gap: 6px;
    overflow: hidden;
  }
  .of-group .value b {
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .of-group .turn {
    width: 12px;
    color: var(--ink-soft);
  }
  .of-group .count-of {
    min-width: 84px;
    text-align: right;
  }
  .of-group .states {
    display: flex;
    gap: 10px;
    min-width: 90px;
    color: var(--ink-soft);
  }
  .of-group .states > span {
    display: inline-flex;
    align-items: center;
    gap: 3px;
  }
  .of-group .figures {
    white-space: nowrap;
  }
  .of-group button.compare {
    text-decoration: underline;
    text-decoration-color: var(--edge);
    text-underline-offset: 0.2em;
  }
  .nested .name {
    padding-left: 18px;
  }
  .editor {
    grid-column: 1 / -1;
    padding-left: 34px;
    overflow: visible;
  }
  @media (max-width: 760px) {
    .of-group .group {
      grid-column: 1 / -1;
      flex-wrap: wrap;
      left: 0;
      padding-right: 8px;
    }
    .of-group .value {
      flex: 1 0 calc(100% - 56px);
      max-width: calc(100% - 56px);
      font-size: 0.9375rem;
    }
    .of-group .count-of {
      min-width: 0;
    }
    .of-group button.compare {
      min-height: 36px;
    }
    .nested .name {
      padding-left: 0;
    }
    .row.nested {
      margin-left: 12px;
    }
    .editor {
      grid-column: 1 / -1;
      padding: 0 8px 0 0;
    }
  }
`;
