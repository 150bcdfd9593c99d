import { css, html, LitElement } from 'lit';

/** Epochs done of those planned, as a bar a hair high. */
export class EpochProgress extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    progress {
      appearance: none;
      display: block;
      width: 100%;
      height: 3px;
      border: 0;
      background: var(--hairline);
    }
    progress::-webkit-progress-bar {
      background: var(--hairline);
    }
    progress::-webkit-progress-value {
      background: var(--ink);
    }
    progress::-moz-progress-bar {
      background: var(--ink);
    }
  `;

  static override properties = { done: { type: Number }, planned: { type: Number } };

  /** Epochs done. */
  declare done: number;
  /** Epochs asked for. */
  declare planned: number;

  constructor() {
    super();
    this.done = 0;
    this.planned = 1;
  }

  protected override render() {
    return html`<progress
      aria-label="Epochs done"
      max=${this.planned}
      .value=${this.done}
    ></progress>`;
  }
}

customElements.define('epoch-progress', EpochProgress);

declare global {
  interface HTMLElementTagNameMap {
    'epoch-progress': EpochProgress;
  }
}
