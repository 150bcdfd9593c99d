import { css, unsafeCSS } from 'lit';
import uplotStyles from 'uplot/dist/uPlot.min.css?inline';

/** How a chart of curves and what is under it look. */
export const curveChartStyles = [
  unsafeCSS(uplotStyles),
  css`
    :host {
      display: block;
      min-width: 0;
    }
    figcaption {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 2px 12px;
      padding-bottom: 2px;
    }
    .tools {
      display: inline-flex;
      align-items: center;
      gap: 2px;
    }
    .key {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      color: var(--ink-soft);
      font-size: 0.75rem;
      white-space: nowrap;
    }
    .key span {
      width: 18px;
      border-top: 2px solid var(--ink);
    }
    .key .faint {
      border-top: 1px solid var(--ink-soft);
    }
    .key .strong {
      margin-left: 8px;
    }
    .plot {
      height: 236px;
      margin: 0 0 6px;
      overflow: hidden;
      touch-action: pan-y;
    }
    .uplot {
      font-family: inherit;
    }
    .u-select {
      background: color-mix(in srgb, var(--ink) 10%, transparent);
      border: solid var(--edge);
      border-width: 0 1px;
    }
    figcaption h3 {
      margin-right: auto;
      overflow-wrap: anywhere;
    }
    .empty {
      color: var(--ink-soft);
      padding: 6px 0;
    }
    /* As specific as uPlot's own words on its canvas. */
    .uplot .overlay {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      pointer-events: none;
    }
    .hair {
      position: absolute;
      inset: 0 auto 0 0;
      border-left: 1px solid var(--edge);
      pointer-events: none;
    }
  `,
];
