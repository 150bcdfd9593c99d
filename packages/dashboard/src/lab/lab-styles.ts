import { css } from 'lit';

/** The photo, the products and the growing output side by side, over one strip of controls. */
export const labStyles = css`
  :host {
    display: block;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 14px;
    margin: 12px 0;
  }
  .bench {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 16px 28px;
  }
  figure {
    min-width: 0;
    max-width: 100%;
  }
  figcaption {
    margin-top: 6px;
    font-size: 0.75rem;
    color: var(--ink-soft);
    max-width: 44ch;
  }
  .products {
    font-family: var(--mono);
    font-size: 0.75rem;
    border-collapse: collapse;
  }
  .products td {
    border: 1px solid var(--hairline);
    padding: 4px 6px;
    text-align: right;
    min-width: 9ch;
    line-height: 1.35;
  }
  .products .outside {
    background: var(--shade);
    color: var(--ink-soft);
  }
  .sum {
    margin-top: 8px;
    font-size: 1rem;
    font-weight: 600;
  }
  .kernel {
    display: inline-grid;
    gap: 3px;
  }
  .kernel.side-3 {
    grid-template-columns: repeat(3, 5.5ch);
  }
  .kernel.side-5 {
    grid-template-columns: repeat(5, 5.5ch);
  }
  .kernel input {
    font: 0.75rem var(--mono);
    color: inherit;
    background: var(--raised);
    border: 1px solid var(--edge);
    border-radius: 2px;
    padding: 4px;
    width: 100%;
    text-align: right;
  }
  .slider {
    flex: 1 1 220px;
    accent-color: var(--accent);
  }
  section {
    margin-top: 28px;
    padding-top: 16px;
    border-top: 1px solid var(--hairline);
  }
  .verdict {
    font-weight: 600;
    margin: 10px 0;
  }
  .own input {
    position: absolute;
    opacity: 0;
    width: 1px;
    height: 1px;
  }
`;
