import { css } from 'lit';

/** How the search looks: a field with its results under it, high on the page. */
export const runSearchStyles = css`
  dialog {
    width: min(560px, calc(100vw - 24px));
    margin: 10vh auto auto;
    padding: 0;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--raised);
    color: inherit;
    --mark-surface: var(--raised);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }
  input[type='search'] {
    display: block;
    width: 100%;
    min-height: 48px;
    padding: 0 16px;
    border: 0;
    border-bottom: 1px solid var(--hairline);
    border-radius: 0;
    background: none;
    font-size: 1rem;
    outline: none;
  }
  input[type='search']::-webkit-search-cancel-button {
    display: none;
  }
  ul {
    position: relative;
    max-height: min(50vh, 420px);
    overflow-y: auto;
    padding: 6px 0;
  }
  li {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 34px;
    padding: 0 16px;
    cursor: pointer;
  }
  li i {
    width: 26px;
  }
  li[aria-selected='true'] {
    background: var(--shade);
    --mark-surface: var(--shade);
    box-shadow: inset 3px 0 var(--accent);
  }
  .label {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .foot {
    padding: 8px 16px;
    border-top: 1px solid var(--hairline);
    color: var(--ink-soft);
    font-size: 0.75rem;
  }
  @media (max-width: 760px) {
    dialog {
      margin-top: 12px;
    }
    li {
      min-height: 46px;
    }
  }
`;
