import { css } from 'lit';

/** One strip of controls, the bench below it, and the proof below that. */
export const labStyles = css`
  :host {
    display: block;
  }
  .head,
  .out {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 14px;
  }
  .head {
    justify-content: space-between;
  }
  .dropping {
    outline: 2px dashed var(--accent);
    outline-offset: 8px;
  }
  lab-bench {
    margin-top: 14px;
    padding-top: 2px;
    border-top: 1px solid var(--hairline);
  }
  plain-notice {
    margin-top: 10px;
  }
  .waits {
    margin: 20px 0;
  }
  section {
    margin-top: 28px;
    padding-top: 16px;
    border-top: 1px solid var(--hairline);
  }
  h2 {
    margin-bottom: 4px;
  }
  .strip {
    width: 100%;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 10px;
    margin-top: 8px;
    padding: 4px 10px;
    text-align: left;
  }
  .strip .soft {
    font-weight: 400;
    font-size: 0.75rem;
    white-space: normal;
  }
  dialog {
    width: 100%;
    max-width: none;
    max-height: 56vh;
    margin: auto 0 0;
    padding: 0;
    border: 0;
    border-top: 1px solid var(--edge);
    background: var(--raised);
    color: inherit;
    overflow: hidden;
  }
  /* The pictures above the sheet stay as they are: they show what is chosen in it. */
  dialog::backdrop {
    background: none;
  }
  .sheet {
    display: flex;
    flex-direction: column;
    max-height: 56vh;
  }
  .sheet .foot {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 6px 16px;
    border-bottom: 1px solid var(--hairline);
  }
  .sheet .body {
    overflow-y: auto;
    padding: 0 16px 16px;
  }
  @media (max-width: 760px) {
    .out {
      margin-top: 14px;
    }
    lab-bench {
      margin-top: 8px;
      padding-top: 8px;
    }
  }
`;
