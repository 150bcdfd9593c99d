import { css } from 'lit';

/** The sheet of a layer's filters, and one filter's own page below it. */
export const microscopeFiltersStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  section {
    padding: 14px 0 18px;
    border-top: 1px solid var(--hairline);
  }
  header {
    display: flex;
    align-items: center;
    gap: 6px 14px;
    flex-wrap: wrap;
    margin-bottom: 12px;
  }
  header h2 {
    overflow-wrap: anywhere;
  }
  .sheet {
    max-height: 420px;
    overflow-y: auto;
  }
  .key,
  .flags {
    margin-top: 8px;
  }
  .flags {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 6px;
  }
  .number {
    min-height: 24px;
    padding: 0 4px;
    text-decoration: underline;
    text-decoration-color: var(--edge);
    text-underline-offset: 0.2em;
  }
  .flags > span {
    margin-right: 12px;
  }
  .mark {
    display: inline-block;
    vertical-align: middle;
    background: var(--warning);
  }
  .mark.dead {
    width: 7px;
    height: 7px;
  }
  .mark.twin {
    width: 14px;
    height: 2px;
  }
`;
