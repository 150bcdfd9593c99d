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
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    margin-top: 12px;
  }
  .tools input {
    flex: 1 1 320px;
    max-width: 640px;
    min-width: 0;
  }
  .tools input[aria-invalid='true'] {
    border-color: var(--warning);
  }
  .group {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    margin-left: auto;
    color: var(--ink-soft);
  }
  .group select {
    max-width: 180px;
    color: var(--ink);
  }
  .problem {
    min-height: 12px;
    padding: 4px 0 6px;
    color: var(--warning);
    overflow-wrap: anywhere;
  }
  .nothing {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 24px 0;
  }
  @media (max-width: 760px) {
    .tools input {
      flex-basis: 100%;
    }
    .group {
      margin-left: 0;
    }
    runs-bulk {
      margin-left: 0;
      width: 100%;
    }
  }
`;
