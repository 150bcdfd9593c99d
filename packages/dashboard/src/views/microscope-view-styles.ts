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
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 500px), 1fr));
    gap: 0 28px;
  }
  .took {
    padding-top: 4px;
    font-size: 0.6875rem;
    text-align: right;
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
  aside {
    position: fixed;
    right: 16px;
    bottom: 16px;
    z-index: 2;
    width: min(540px, calc(100vw - 32px));
    max-height: min(560px, 70vh);
    overflow: auto;
    padding: 12px 14px;
    background: var(--raised);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
  }
  aside:not(.pinned) {
    pointer-events: none;
  }
  aside.left {
    right: auto;
    left: 16px;
  }
  aside .foot {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-top: 8px;
  }
  .dropping {
    outline: 2px dashed var(--accent);
    outline-offset: 4px;
  }
  @media (max-width: 760px) {
    aside,
    aside.left {
      left: 0;
      right: 0;
      bottom: 0;
      width: 100%;
      max-height: 46vh;
      border-width: 1px 0 0;
    }
  }
`;
