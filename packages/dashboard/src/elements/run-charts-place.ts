import { css, html, LitElement, nothing } from 'lit';
import { chartTitle } from '../charts/chart-metric.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { saveButtons } from '../styles/save-buttons.js';

/**
 * Moves a chart among the others, or takes it away.
 * @fires choose - CustomEvent with the metrics in their new order as its detail.
 */
export class RunChartsPlace extends LitElement {
  static override styles = [
    base,
    controls,
    saveButtons,
    css`
      button.bare:disabled {
        color: var(--hairline);
      }
    `,
  ];

  static override properties = { metric: {}, metrics: { attribute: false } };

  /** Of the chart. */
  declare metric: string;
  /** Of all charts, in their order. */
  declare metrics: readonly string[];

  protected override render() {
    const at = this.metrics.indexOf(this.metric);
    const title = chartTitle(this.metric);
    const last = this.metrics.length - 1;
    return html`${
      last > 0
        ? [
            this.#renderButton('←', `Move ${title} back`, at === 0, () => this.#move(at, at - 1)),
            this.#renderButton('→', `Move ${title} on`, at === last, () => this.#move(at, at + 1)),
          ]
        : nothing
    }${this.#renderButton('×', `Take ${title} away`, false, () =>
      this.#choose(this.metrics.filter((one) => one !== this.metric)),
    )}`;
  }

  #renderButton(sign: string, label: string, isDisabled: boolean, act: () => void) {
    return html`<button
      type="button"
      class="bare"
      aria-label=${label}
      title=${label}
      ?disabled=${isDisabled}
      @click=${act}
    >
      ${sign}
    </button>`;
  }

  #move(from: number, to: number): void {
    const metrics = [...this.metrics];
    metrics.splice(to, 0, ...metrics.splice(from, 1));
    this.#choose(metrics);
    // A chart that is put elsewhere loses the focus: the next press of the key is to move it on.
    const pressed = (this.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    requestAnimationFrame(() => pressed?.focus());
  }

  #choose(detail: readonly string[]): void {
    this.dispatchEvent(new CustomEvent('choose', { detail }));
  }
}

customElements.define('run-charts-place', RunChartsPlace);

declare global {
  interface HTMLElementTagNameMap {
    'run-charts-place': RunChartsPlace;
  }
}
