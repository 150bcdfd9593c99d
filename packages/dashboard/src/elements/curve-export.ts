import { html, LitElement } from 'lit';
import type { PlotColours, PlotModel } from '../charts/plot-model.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { saveButtons } from '../styles/save-buttons.js';

/** What a chart can be saved as. */
const FORMATS = ['PNG', 'SVG', 'CSV'] as const;
type Format = (typeof FORMATS)[number];

/** Saves a chart as it is shown: as a picture, as a drawing, or what is drawn as numbers. */
export class CurveExport extends LitElement {
  static override styles = [base, controls, saveButtons];

  static override properties = {
    model: { attribute: false },
    colours: { attribute: false },
    canvas: { attribute: false },
  };

  /** What the chart shows. */
  declare model: PlotModel;
  declare colours: PlotColours;
  /** The canvas that it is drawn on. */
  declare canvas: () => HTMLCanvasElement | undefined;

  protected override render() {
    return FORMATS.map(
      (format) =>
        html`<button
          type="button"
          class="bare"
          aria-label="Save as ${format}"
          title="Save as ${format}"
          ?disabled=${this.model.curves.length === 0}
          @click=${() => this.#save(format)}
        >
          ${format}
        </button>`,
    );
  }

  async #save(format: Format): Promise<void> {
    const { saveChart } = await import('../charts/save-chart.js');
    await saveChart(format, this.model, this.colours, this.canvas());
  }
}

customElements.define('curve-export', CurveExport);

declare global {
  interface HTMLElementTagNameMap {
    'curve-export': CurveExport;
  }
}
