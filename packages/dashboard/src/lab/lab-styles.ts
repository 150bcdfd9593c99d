import { css } from 'lit';

/** One strip of controls, the bench below it, and the proof below that. */
export const labStyles = css`
  :host {
    display: block;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 14px;
    margin: 10px 0 12px;
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
  .own {
    display: inline-flex;
    position: relative;
  }
  .own input {
    position: absolute;
    opacity: 0;
    width: 1px;
    height: 1px;
  }
  .own:has(:focus-visible) {
    outline: 2px solid var(--ink);
    outline-offset: 2px;
  }
`;
