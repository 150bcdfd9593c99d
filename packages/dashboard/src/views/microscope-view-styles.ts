import { css } from 'lit';

/** The microscope's controls, and the loupe at its side. */
export const microscopeViewStyles = css`
  :host {
    display: block;
  }
  .bar {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 8px 16px;
    margin: 12px 0;
  }
  .epoch {
    position: sticky;
    top: var(--bar-height);
    z-index: 1;
    background: var(--surface);
    padding: 8px 0;
    border-bottom: 1px solid var(--hairline);
  }
  .own {
    display: inline-flex;
  }
  input[type='file'] {
    position: absolute;
    opacity: 0;
    width: 1px;
    height: 1px;
  }
  .button:has(:focus-visible) {
    outline: 2px solid var(--ink);
    outline-offset: 2px;
  }
  .dropping {
    outline: 2px dashed var(--accent);
    outline-offset: 4px;
  }
`;
