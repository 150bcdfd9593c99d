import { css } from 'lit';

/** The editor and the answer below it, with the schema beside both. */
export const sqlViewStyles = css`
  :host {
    display: block;
  }
  .desk {
    display: grid;
    grid-template: 'editor schema' auto 'answer schema' 1fr / minmax(0, 1fr) 300px;
    gap: 0 20px;
    margin-top: 12px;
  }
  textarea {
    width: 100%;
    min-height: 190px;
    padding: 10px 12px;
    font: 400 0.8125rem / 1.5 var(--mono);
    color: inherit;
    background: var(--raised);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    resize: vertical;
    tab-size: 2;
  }
  .bar {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 8px;
  }
  .bar input {
    font: inherit;
    color: inherit;
    background: var(--raised);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    min-height: 32px;
    padding: 0 10px;
    width: 14ch;
    max-width: 100%;
  }
  .bar select {
    max-width: 100%;
  }
  .problem button {
    margin-top: 6px;
    color: var(--ink);
  }
  .problem {
    margin-top: 12px;
    color: var(--warning);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .schema {
    grid-area: schema;
    align-self: start;
    max-height: 420px;
    overflow: auto;
    border: 1px solid var(--hairline);
    padding: 8px 10px;
  }
  .schema h2 {
    font-size: 0.8125rem;
    margin: 6px 0 2px;
  }
  summary {
    cursor: pointer;
    padding: 3px 0;
  }
  .schema li {
    padding: 1px 0 3px 14px;
    font-size: 0.75rem;
  }
  .schema li button {
    min-height: 0;
    padding: 0 2px;
    border: 0;
    background: none;
    font: 500 0.75rem var(--mono);
    justify-content: start;
  }
  .answer {
    grid-area: answer;
    min-width: 0;
    margin-top: 18px;
  }
  answer-rows {
    margin-top: 10px;
  }
  .chart {
    margin-top: 16px;
  }
  @media (max-width: 900px) {
    .desk {
      grid-template: 'editor' 'answer' 'schema' / minmax(0, 1fr);
      row-gap: 20px;
    }
    .answer {
      margin-top: 0;
    }
    .schema {
      max-height: 240px;
    }
  }
`;
