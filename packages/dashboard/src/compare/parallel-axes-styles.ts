import { css } from 'lit';

/** Axes beside each other, a line a run through them. */
export const parallelAxesStyles = css`
  :host {
    display: block;
  }
  .scroll {
    overflow-x: auto;
  }
  svg {
    display: block;
    touch-action: pan-x;
  }
  .axis {
    stroke: var(--edge);
  }
  text {
    fill: var(--ink-soft);
    font-family: var(--sans);
    font-size: 11px;
  }
  .name {
    fill: var(--ink);
    font-weight: 550;
    text-anchor: middle;
  }
  .line {
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-opacity: 0.9;
  }
  .dot {
    fill: currentColor;
  }
  .out {
    opacity: 0.13;
  }
  .lit {
    stroke-width: 3.5;
  }
  .reach {
    fill: transparent;
    cursor: ns-resize;
  }
  .range {
    fill: var(--accent);
    fill-opacity: 0.16;
    stroke: var(--accent);
    pointer-events: none;
  }
  .reach:focus-visible {
    outline: none;
    stroke: var(--ink);
    stroke-width: 2;
  }
`;
