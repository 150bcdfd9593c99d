import { css, html, LitElement } from 'lit';
import { DASHES, type RunLook } from '../runs/look.js';
import { RUN_COLOURS } from '../theme/palette.js';
import { markerShape } from './marker-shape.js';

const COLOUR_STYLES = RUN_COLOURS.light.map(
  (_, place) => css`
    .run-${place} {
      color: var(--run-${place});
    }
  `,
);

/**
 * A run's colour, dash and marker, as they are on its curves. It says nothing by itself: the run's
 * name stands beside it.
 */
export class RunMark extends LitElement {
  static override styles = [
    css`
    :host {
      display: inline-block;
      width: 26px;
      height: 12px;
      flex: none;
      vertical-align: -1px;
    }
    svg {
      display: block;
      overflow: visible;
    }
    line {
      stroke: currentColor;
      stroke-width: 2;
    }
    .shape {
      fill: currentColor;
      stroke: var(--mark-surface, var(--surface));
      stroke-width: 1.5;
    }
  `,
    ...COLOUR_STYLES,
  ];

  static override properties = { look: { attribute: false } };

  /** The look to draw. */
  declare look: RunLook | undefined;

  protected override render() {
    if (!this.look) return html``;
    const dash = DASHES[this.look.dash].join(' ');
    return html`<svg
      class="run-${this.look.colour}"
      width="26"
      height="12"
      viewBox="0 0 26 12"
      aria-hidden="true"
    >
      <line x1="0" y1="6" x2="26" y2="6" stroke-dasharray=${dash || 'none'}></line>
      <g transform="translate(13 6)">${markerShape(this.look.marker)}</g>
    </svg>`;
  }
}

customElements.define('run-mark', RunMark);

declare global {
  interface HTMLElementTagNameMap {
    'run-mark': RunMark;
  }
}
