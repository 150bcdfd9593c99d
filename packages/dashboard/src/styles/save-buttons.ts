import { css } from 'lit';

/** Small words beside what they save. */
export const saveButtons = css`
  :host {
    display: inline-flex;
    gap: 2px;
  }
  button.bare {
    min-height: 24px;
    padding: 0 5px;
    color: var(--ink-soft);
    font-size: 0.75rem;
    font-weight: 500;
  }
  button.bare:hover {
    color: var(--ink);
  }
`;
