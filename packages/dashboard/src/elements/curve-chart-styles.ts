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
      align-items: baseline;
      justify-content: space-between;
      gap: 12px;
      padding-bottom: 2px;
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
    .u-hz .u-cursor-x {
      border-right: 1px solid var(--edge);
    }
    .u-select {
      background: color-mix(in srgb, var(--ink) 10%, transparent);
      border: solid var(--edge);
      border-width: 0 1px;
    }
    figcaption h3 {
      margin-right: auto;
    }
    .points {
      padding-bottom: 6px;
      color: var(--ink-soft);
      font-size: 0.75rem;
    }
    .tall {
      max-height: 232px;
      overflow-y: auto;
      scrollbar-width: thin;
      scrollbar-color: var(--hairline) transparent;
    }
    .tall thead th {
      position: sticky;
      top: 0;
      background: var(--surface);
    }
    .empty {
      color: var(--ink-soft);
      padding: 6px 0;
    }
    .readout {
      table-layout: fixed;
      font-size: 0.8125rem;
    }
    .readout th,
    .readout td {
      padding: 3px 0;
      border: 0;
      vertical-align: middle;
    }
    .readout thead th {
      border-top: 1px solid var(--hairline);
      padding-top: 6px;
      font-size: 0.75rem;
    }
    .readout .number {
      width: 5.5rem;
    }
    .where::first-letter {
      text-transform: uppercase;
    }
    tbody th {
      display: flex;
      align-items: center;
      gap: 8px;
      min-width: 0;
    }
    tbody th span {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .lit th,
    .lit td {
      font-weight: 620;
    }
    details {
      margin-top: 4px;
    }
    summary {
      width: max-content;
      padding: 4px 0;
      color: var(--ink-soft);
      cursor: pointer;
    }
    summary:hover {
      color: var(--ink);
    }
    .break {
      margin-top: 4px;
      color: var(--warning);
      font-weight: 550;
    }
  `,
];
