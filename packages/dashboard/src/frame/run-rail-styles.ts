import { css } from 'lit';

/** How the list of runs by the side looks: a run's name, and its accuracy below. */
export const runRailStyles = css`
  :host {
    display: block;
    background: var(--raised);
    --mark-surface: var(--raised);
  }
  nav {
    position: relative;
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  .head {
    display: flex;
    align-items: center;
    flex: none;
    min-height: 44px;
    padding: 8px 20px;
    border-bottom: 1px solid var(--hairline);
  }
  .head .soft {
    font-weight: 400;
    margin-left: 4px;
  }
  .selection {
    display: flex;
    flex: none;
    gap: 6px;
    padding: 10px 14px;
    border-top: 1px solid var(--hairline);
  }
  .selection > :first-child {
    flex: 1;
    align-self: center;
  }
  ul {
    flex: 1;
    min-height: 0;
    /* Holds the words that are out of sight, which would else lengthen the page. */
    position: relative;
    overflow-y: auto;
    padding: 6px 0 20px;
    scrollbar-width: thin;
    scrollbar-color: var(--hairline) transparent;
  }
  li {
    display: flex;
    align-items: stretch;
    border-left: 3px solid transparent;
  }
  li:hover,
  li.lit {
    background: var(--shade);
    --mark-surface: var(--shade);
  }
  li.selected {
    border-left-color: var(--accent);
  }
  label {
    display: flex;
    align-items: center;
    padding: 0 8px 0 14px;
    cursor: pointer;
  }
  a {
    flex: 1;
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    min-height: 32px;
    padding: 0 14px 0 4px;
    text-decoration: none;
  }
  a:focus-visible {
    outline-offset: -2px;
  }
  a[aria-current='page'] .name {
    font-weight: 650;
  }
  .words {
    flex: 1;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    column-gap: 6px;
    align-items: center;
    min-width: 0;
    padding: 5px 0;
    line-height: 1.25;
  }
  .name,
  .value {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .value {
    grid-column: 1 / -1;
    margin-top: 1px;
    font-size: 0.6875rem;
    color: var(--ink-soft);
  }
  .count {
    margin-left: 4px;
  }
  /* The word goes below rather than be cut off. */
  .value:has(.leaks) {
    white-space: normal;
  }
  .leaking {
    white-space: nowrap;
    text-decoration: line-through;
    text-decoration-color: var(--warning);
  }
  .leaks {
    color: var(--warning);
    font-weight: 550;
  }
  .none {
    position: absolute;
    top: 52px;
    padding: 4px 20px;
    color: var(--ink-soft);
  }
  @media (max-width: 760px) {
      a {
      min-height: 46px;
    }
    label {
      padding-right: 8px;
    }
  }
`;
