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
  .runs {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 24px;
    padding: 10px 0 14px;
    border-top: 1px solid var(--hairline);
  }
  .runs label {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
  }
  .runs .name,
  .answer h3 {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    max-width: 24ch;
  }
  .sheet {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 520px), 1fr));
    border-left: 1px solid transparent;
  }
  article {
    display: flex;
    flex-wrap: wrap;
    gap: 14px 24px;
    padding: 14px 24px 18px 0;
    border-top: 1px solid var(--hairline);
    min-width: 0;
  }
  article > header {
    flex: 1 0 100%;
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px 8px;
  }
  article h2 {
    margin-right: auto;
    overflow-wrap: anywhere;
  }
  .answers {
    display: grid;
    gap: 12px;
    align-content: start;
  }
  .answer h3 {
    display: flex;
    align-items: center;
    gap: 6px;
    margin-bottom: 4px;
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
  @media (max-width: 760px) {
    article {
      padding-right: 0;
    }
  }
`;
