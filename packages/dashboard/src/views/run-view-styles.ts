import { css } from 'lit';

/** How the view of one run is laid out. */
export const runViewStyles = css`
  :host {
    display: block;
  }
  section {
    margin-top: 32px;
  }
  section h2 {
    margin-bottom: 12px;
  }
  run-numbers {
    margin-top: 24px;
  }
  run-facts {
    margin-top: 36px;
  }
`;
