import { css } from 'lit';

/** Buttons, fields and choices: hairline edges, no shadow, 32 pixels high, 44 under a finger. */
export const controls = css`
  button,
  .button,
  input[type='search'],
  select {
    font: inherit;
    color: inherit;
    background: var(--raised);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    min-height: 32px;
    padding: 0 10px;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    font-weight: 550;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
  }
  button:hover:not(:disabled),
  .button:hover {
    background: var(--shade);
  }
  button:disabled,
  .button[aria-disabled='true'] {
    color: var(--ink-soft);
    border-color: var(--hairline);
    cursor: default;
  }
  .button.solid {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--surface);
  }
  .button.solid:hover:not(:disabled) {
    background: var(--ink-soft);
    border-color: var(--ink-soft);
  }
  button.bare {
    background: none;
    border-color: transparent;
    padding: 0 8px;
  }
  input[type='search']::placeholder {
    color: var(--ink-soft);
    opacity: 1;
  }
  input[type='checkbox'] {
    accent-color: var(--accent);
    width: 15px;
    height: 15px;
    margin: 0;
    flex: none;
  }
  @media (pointer: coarse), (max-width: 760px) {
    button,
    .button,
    input[type='search'],
    select {
      min-height: 44px;
    }
    input[type='search'],
    select {
      /* Below 16 pixels a phone zooms into the field. */
      font-size: 1rem;
    }
    input[type='checkbox'] {
      width: 20px;
      height: 20px;
    }
  }
`;
