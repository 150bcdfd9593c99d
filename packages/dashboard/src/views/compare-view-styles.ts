import { css } from 'lit';

/** How the view of runs beside each other is laid out. */
export const compareViewStyles = css`
  :host {
    display: block;
  }
  .title {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 12px;
  }
  .runs {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    min-width: 0;
    /* Four lines of runs; more are a matter of scrolling, not of the whole screen. */
    max-height: 140px;
    overflow-y: auto;
  }
  .runs li {
    display: flex;
    align-items: center;
    min-width: 0;
    max-width: 260px;
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--raised);
    --mark-surface: var(--raised);
  }
  .runs li.lit {
    border-color: var(--ink);
  }
  .runs a {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    min-height: 30px;
    padding-left: 9px;
    font-weight: 550;
    text-decoration: none;
  }
  .runs a span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .runs a:hover span {
    text-decoration: underline;
  }
  .runs button {
    min-height: 30px;
    color: var(--ink-soft);
  }
  copy-button {
    flex: none;
  }
  .answer {
    margin: 16px 0 14px;
    max-width: 68ch;
    font-size: 1.1875rem;
    font-weight: 480;
    line-height: 1.4;
    letter-spacing: -0.008em;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .answer b {
    display: inline-block;
    max-width: 100%;
    font-weight: 640;
  }
  plain-notice {
    width: fit-content;
    margin-top: 6px;
  }
  section {
    margin-top: 32px;
  }
  h2 {
    margin-bottom: 12px;
  }
  .invitation {
    max-width: 60ch;
    margin: 12px 0 18px;
  }
  h1 + plain-notice {
    margin-top: 12px;
  }
  .button {
    white-space: normal;
  }
  @media (max-width: 760px) {
    .runs button {
      min-height: 44px;
      min-width: 40px;
    }
    .runs li {
      max-width: 100%;
    }
    .answer {
      font-size: 1.0625rem;
    }
  }
`;
