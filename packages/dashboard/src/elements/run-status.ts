import type { RunStatus } from '@peasy/core';
import { css, html, LitElement, svg } from 'lit';
import { STATUS_MEANINGS } from '../runs/status.js';
import { base } from '../styles/base.js';

const SHAPES: Readonly<Record<RunStatus, ReturnType<typeof svg>>> = {
  running: svg`<circle class="pulse" cx="6" cy="6" r="4" fill="currentColor" stroke="none"></circle>`,
  finished: svg`<path d="M2 6.5 5 9.5 10.5 3"></path>`,
  failed: svg`<path d="M2.5 2.5 9.5 9.5M9.5 2.5 2.5 9.5"></path>`,
  interrupted: svg`<path d="M4 2V10M8 2V10"></path>`,
  lost: svg`<path d="M3.5 4.2C3.5 1 8.5 1 8.5 4.2 8.5 6 6 6 6 8M6 10.2V10.6"></path>`,
};

/** A run's state by a mark and its word; the word alone is left for the ear where `compact` hides it from the eye. */
export class RunStatusMark extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        align-items: baseline;
        gap: 5px;
        white-space: nowrap;
        color: var(--ink-soft);
      }
      :host([status='running']),
      :host([status='failed']) {
        color: var(--ink);
        font-weight: 550;
      }
      :host([status='lost']) {
        color: var(--warning);
        font-weight: 550;
      }
      svg {
        width: 12px;
        height: 12px;
        flex: none;
        align-self: center;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.75;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      @media (prefers-reduced-motion: no-preference) {
        .pulse {
          animation: pulse 2s ease-in-out infinite;
        }
      }
      @keyframes pulse {
        50% {
          opacity: 0.35;
        }
      }
    `,
  ];

  static override properties = {
    status: { reflect: true },
    compact: { type: Boolean, reflect: true },
  };

  /** The state. */
  declare status: RunStatus | undefined;
  /** Shows the mark alone. */
  declare compact: boolean;

  constructor() {
    super();
    this.compact = false;
  }

  protected override render() {
    if (!this.status) return html``;
    return html`<svg viewBox="0 0 12 12" aria-hidden="true">${SHAPES[this.status]}</svg
      ><span class=${this.compact ? 'out-of-sight' : ''} title=${STATUS_MEANINGS[this.status]}
        >${this.status}</span
      >`;
  }
}

customElements.define('run-status', RunStatusMark);

declare global {
  interface HTMLElementTagNameMap {
    'run-status': RunStatusMark;
  }
}
