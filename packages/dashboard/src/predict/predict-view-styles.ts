import { css } from 'lit';

/** A contact sheet: cards of photos with their answers, and the grids of never-seen ones below. */
export const predictViewStyles = css`
  :host {
    display: block;
  }
  .bar {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 8px 12px;
    margin: 12px 0;
  }
  .place {
    margin-top: 12px;
    display: grid;
    place-items: center;
    min-height: 168px;
    padding: 16px;
    text-align: center;
    border: 1px dashed var(--edge);
    border-radius: var(--radius);
    color: var(--ink-soft);
  }
  .dropping .place,
  .dropping .sheet {
    outline: 2px dashed var(--accent);
    outline-offset: 4px;
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
  .troubles {
    padding: 6px 0;
  }
  summary {
    cursor: pointer;
  }
  plain-notice {
    margin-bottom: 10px;
  }
  .sheet {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 620px), 1fr));
    gap: 0 32px;
  }
  .sheet.wide {
    grid-template-columns: minmax(0, 1fr);
  }
  prediction-card {
    min-width: 0;
  }
  .more {
    margin-top: 16px;
  }
  .unseen {
    margin-top: 28px;
    border-top: 1px solid var(--hairline);
    padding-top: 16px;
  }
  .grids {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 500px), 1fr));
    gap: 28px 32px;
    margin-top: 12px;
  }
`;
