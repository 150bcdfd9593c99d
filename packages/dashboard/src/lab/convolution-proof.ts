import {
  type CheckedLayer,
  CONVOLUTION_CANDIDATES,
  checkFilter,
  type FilterCheck,
  type Tensor,
} from '@peasy/core';
import { css, html, LitElement, nothing } from 'lit';
import { epochText } from '../format/epoch.js';
import { formatSignificant } from '../format/number.js';
import { rangeOf, type ValuePalette } from '../inside/colour-scale.js';
import { remember } from '../inside/remember.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { checkLayer, layerWords } from './check-layer.js';
import { choicesOf } from './control-parts.js';
import { filterChoice } from './filter-choice.js';
import { proofFiles, proofMaps } from './lab-files.js';
import type { LabSubject } from './lab-subject.js';
import '../elements/colour-key.js';
import '../elements/map-frames.js';
import './save-plates.js';

const VERDICTS: Readonly<Record<FilterCheck['verdict'], string>> = {
  correlates: 'It correlates: the kernel is not flipped.',
  convolves: 'It convolves: the kernel is flipped both ways.',
  both: 'Both come to the same: this kernel is its own flip.',
  neither: 'It does neither: something is wrong with this layer.',
};
const REASONS: Readonly<Record<FilterCheck['verdict'], string>> = {
  correlates:
    'Only correlate2d comes to what the layer has; what is left is rounding. Convolution, which is correlation with the kernel flipped, comes to something else.',
  convolves:
    'Only convolve2d, and correlate2d with the kernel flipped, come to what the layer has; what is left is rounding.',
  both: 'Turned by half a circle these weights are the same weights, so this filter cannot tell. Choose another one.',
  neither:
    'None of the three comes to what the layer has. Its weights may hold values that are no numbers.',
};
const SIDE = 160;

/**
 * A filter of a run held to what convolution and correlation come to, computed here from its weights.
 * @fires choose - CustomEvent<Partial<LabState>>: what was chosen.
 */
export class ConvolutionProof extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
        margin: 8px 0 12px;
      }
      .maps {
        display: flex;
        flex-wrap: wrap;
        gap: 16px 22px;
      }
      figcaption {
        margin-top: 4px;
        font-size: 0.75rem;
      }
      h3 {
        margin-bottom: 4px;
      }
      .select {
        color: var(--ink-soft);
      }
      select {
        color: var(--ink);
        margin-left: 4px;
        max-width: 24ch;
      }
      .all {
        margin-top: 12px;
      }
      .scale {
        margin-top: 12px;
        overflow-wrap: anywhere;
      }
      .verdict {
        font-size: 1rem;
        font-weight: 620;
        margin: 4px 0;
      }
      .maps {
        margin-top: 12px;
      }
      .prose {
        max-width: 80ch;
      }
    `,
  ];

  static override properties = {
    subject: { attribute: false },
    checked: { attribute: false },
    photo: {},
    trouble: {},
    link: {},
    palette: { state: true },
    all: { state: true },
  };

  declare subject: LabSubject;
  /** The layer at work on the photo; undefined: not there yet. */
  declare checked: CheckedLayer | undefined;
  /** Name of the photo. */
  declare photo: string | undefined;
  /** Why there is nothing to show. */
  declare trouble: string | undefined;
  /** Where the microscope shows this filter. */
  declare link: string | undefined;
  declare private palette: ValuePalette;
  /** Every filter of a layer, once asked for; without checks while they are made. */
  declare private all:
    | { readonly of: CheckedLayer; readonly checks?: readonly FilterCheck[] }
    | undefined;

  constructor() {
    super();
    this.palette = 'colour';
  }

  protected override render() {
    const { subject, checked, trouble } = this;
    return html`<p class="prose soft">
        The layer's own output for the photo above, as the engine computes it, beside what its weights come
        to by hand in float64, summed over the channels, with the bias.
      </p>
      <div class="bar">
        ${filterChoice(subject, (change) =>
          this.dispatchEvent(new CustomEvent('choose', { detail: change })),
        )}
      </div>
      ${
        trouble !== undefined || !checked
          ? html`<p class="soft" role="status">${trouble ?? 'Computing…'}</p>`
          : this.#renderProof(checked)
      }`;
  }

  #renderProof(checked: CheckedLayer) {
    const { run, filter, snapshot } = this.subject;
    const check = checkOnce(checked, String(filter));
    const { maps, range } = mapsOnce(checked, String(filter));
    const { layer } = checked;
    return html`<p class="verdict">${run?.name}, ${layer.name}, filter ${filter}. ${VERDICTS[check.verdict]}</p>
      <p class="prose">${REASONS[check.verdict]}</p>
      <div class="bar">
        ${choicesOf(
          'Maps in',
          [
            ['colour', 'Colour'],
            ['grey', 'Grey'],
          ],
          this.palette,
          (palette) => {
            this.palette = palette;
          },
        )}
        ${this.link ? html`<a href=${this.link}>This filter in the microscope</a>` : nothing}
        <save-plates what="proof" .saved=${proofFiles({
          ...{ subject: this.subject, checked, photo: this.photo, palette: this.palette },
          verdict: VERDICTS[check.verdict],
          all: this.all?.of === checked ? this.all.checks : undefined,
        })}></save-plates>
      </div>
      <div class="maps">
        ${maps.map(
          ({ name, tensor, extremes }, i) => html`<figure>
            <h3>${name}</h3>
            <map-frames
              .tensor=${tensor}
              .ranges=${[range]}
              .palette=${this.palette}
              .zoom=${Math.max(1, Math.floor(SIDE / tensor.shape[0]))}
              .label=${`${name}: a map of ${tensor.shape[0]} by ${tensor.shape[1]}`}
            ></map-frames>
            <figcaption>
              ${
                i === 0
                  ? html`by the engine`
                  : html`largest difference
                      <data value=${check.differences[CONVOLUTION_CANDIDATES[i - 1]]}
                        >${formatSignificant(check.differences[CONVOLUTION_CANDIDATES[i - 1]], 2)}</data
                      >`
              }<br />
              <colour-key .range=${range} .palette=${this.palette}></colour-key><br />
              <span class="soft">${formatSignificant(extremes[0], 3)} to ${formatSignificant(extremes[1], 3)}</span>
            </figcaption>
          </figure>`,
        )}
      </div>
      ${this.#renderAll(checked)}
      <p class="soft scale">
        All four on one scale.
        ${this.photo ? html`Photo: ${this.photo}.` : ''} Epoch ${epochText(snapshot?.epoch ?? 0)}.
        In the terminal: <code class="mono">peasy verify-convolution ${run?.name}</code>
      </p>`;
  }

  #renderAll(checked: CheckedLayer) {
    const { name, filters } = checked.layer;
    const all = this.all?.of === checked ? this.all : undefined;
    if (all?.checks) return html`<p class="all" role="status">${layerWords(name, all.checks)}</p>`;
    return html`<p class="all">
      <button type="button" ?disabled=${all !== undefined} @click=${() => this.#checkAll(checked)}>
        ${all ? 'Checking…' : `Check all ${filters} filters of ${name}`}
      </button>
    </p>`;
  }

  async #checkAll(checked: CheckedLayer): Promise<void> {
    const all = { of: checked };
    this.all = all;
    const checks = await checkLayer(checked, () => this.all === all && this.isConnected);
    if (checks && this.all === all) this.all = { of: checked, checks };
    else if (this.all === all) this.all = undefined;
  }
}

const checkOnce = remember((checked: CheckedLayer, filter: string) =>
  checkFilter(checked, Number(filter)),
);

/** The layer's own map and the three candidates, with a range that holds all of them. */
const mapsOnce = remember((checked: CheckedLayer, key: string) => {
  const filter = Number(key);
  const maps = proofMaps(checked, filter).map(({ name, rows }) => {
    const values = Float32Array.from(rows.flat());
    const tensor: Tensor = { shape: [rows.length, rows[0].length, 1], values };
    const extremes = [
      values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
      values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    ] as const;
    return { name, tensor, extremes };
  });
  return { maps, range: rangeOf(maps.flatMap(({ extremes }) => extremes)) };
});

customElements.define('convolution-proof', ConvolutionProof);

declare global {
  interface HTMLElementTagNameMap {
    'convolution-proof': ConvolutionProof;
  }
}
