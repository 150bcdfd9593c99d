import {
  type CheckedLayer,
  CONVOLUTION_CANDIDATES,
  type Conv2dLayer,
  candidateMap,
  checkFilter,
  type FilterCheck,
  mapOf,
  type Tensor,
} from '@peasy/core';
import type { RunDetail, RunRow } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { formatSignificant } from '../format/number.js';
import { rangeOf } from '../inside/colour-scale.js';
import { networkMaps, networks } from '../inside/inside-page.js';
import { remember } from '../inside/remember.js';
import { runPhotos } from '../inside/run-photos.js';
import { store } from '../page.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import type { LabState } from './lab-state.js';
import '../elements/map-frames.js';

const NAMES = {
  convolve2d: 'convolve2d',
  correlate2d: 'correlate2d',
  correlate2dFlipped: 'correlate2d, kernel flipped',
} as const;
const VERDICTS: Readonly<Record<FilterCheck['verdict'], string>> = {
  correlates: 'It correlates: the kernel is not flipped.',
  convolves: 'It convolves: the kernel is flipped both ways.',
  both: 'Both come to the same: this kernel is its own flip.',
  neither: 'It does neither: something is wrong with this layer.',
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
        max-width: 22ch;
      }
      .verdict {
        font-size: 1rem;
        font-weight: 620;
        margin-bottom: 10px;
      }
      .prose {
        max-width: 68ch;
      }
    `,
  ];

  static override properties = { state: { attribute: false }, checked: { state: true } };

  declare state: LabState;
  declare private checked: CheckedLayer | undefined;

  #checking = '';

  constructor() {
    super();
    new Observe(this, store, networkMaps, runPhotos);
  }

  protected override render() {
    const runs = store.runs.filter((run) => run.parameters !== null && run.split !== null);
    if (runs.length === 0)
      return html`<p class="soft">No run is here whose filters could be looked at.</p>`;
    const run = this.#run(runs);
    const layers = convolutionsOf(run);
    const layer = layers.find(({ name }) => name === this.state.layer) ?? layers[0];
    return html`<p class="prose">
        The layer's own output for a photo, as the engine computes it, beside what its weights come to by
        hand: summed over the channels, with the bias.
      </p>
      <div class="bar">
        ${select(
          'Run',
          runs.map(({ id, name }) => [id, name] as const),
          run?.id ?? '',
          (value) => this.#choose({ run: value, layer: undefined, filter: 0 }),
        )}
        ${
          layer
            ? html`${select(
                'Layer',
                layers.map(({ name }) => [name, name] as const),
                layer.name,
                (value) => this.#choose({ layer: value, filter: 0 }),
              )}
              ${select(
                'Filter',
                Array.from({ length: layer.filters }, (_, i) => [String(i), String(i)] as const),
                String(this.state.filter),
                (value) => this.#choose({ filter: Number(value) }),
              )}`
            : nothing
        }
      </div>
      ${layer ? this.#renderProof(run!, layer) : html`<p class="soft" role="status">${run ? `${run.name} has no convolution.` : 'Reading the run…'}</p>`}`;
  }

  #renderProof(run: RunDetail, layer: Conv2dLayer) {
    const trouble = this.#prepare(run, layer);
    const { checked } = this;
    if (trouble || !checked || checked.layer !== layer) {
      return html`<p class="soft" role="status">${trouble ?? 'Computing…'}</p>`;
    }
    const filter = Math.min(this.state.filter, layer.filters - 1);
    const check = checkOnce(checked, String(filter));
    const own = mapOf(checked.output, filter);
    const maps = [
      { name: "the layer's own output", rows: own, difference: undefined },
      ...CONVOLUTION_CANDIDATES.map((candidate) => ({
        name: NAMES[candidate],
        rows: candidateMap(checked, filter, candidate),
        difference: check.differences[candidate],
      })),
    ];
    const range = rangeOf(maps.flatMap(({ rows }) => rows.flat()));
    return html`<p class="verdict">${run.name}, ${layer.name}, filter ${filter}. ${VERDICTS[check.verdict]}</p>
      <div class="maps">
        ${maps.map(
          ({ name, rows, difference }) => html`<figure>
            <map-frames
              .tensor=${tensorOf(rows)}
              .ranges=${[range]}
              .zoom=${Math.max(1, Math.floor(SIDE / rows.length))}
              .label=${name}
            ></map-frames>
            <figcaption>
              ${name}<br />
              ${
                difference === undefined
                  ? html`<span class="soft">${formatSignificant(check.min, 3)} to ${formatSignificant(check.max, 3)}</span>`
                  : html`largest difference <data value=${difference}>${formatSignificant(difference, 2)}</data>`
              }
            </figcaption>
          </figure>`,
        )}
      </div>`;
  }

  #run(runs: readonly RunRow[]): RunDetail | undefined {
    const named = runs.find(({ id, name }) => id === this.state.run || name === this.state.run);
    // Without one named, the newest that has a convolution.
    for (const row of named ? [named] : runs) {
      const { value } = store.detail(row);
      if (named || !value || convolutionsOf(value).length > 0) return value;
    }
    return undefined;
  }

  /** Asks for what the proof is made of; answers why it cannot be made (yet). */
  #prepare(run: RunDetail, layer: Conv2dLayer): string | undefined {
    const snapshot = run.snapshots.at(-1);
    if (!snapshot) return `${run.name} has no snapshot of its weights yet.`;
    const examples = runPhotos.examples(run.id, 1);
    const index = this.state.photo ?? examples.value?.[0]?.index;
    if (index === undefined) return examples.problem?.message ?? 'Reading a photo…';
    const { value, problem } = runPhotos.pixels(run.id, [index]);
    if (!value) return problem?.message ?? 'Reading a photo…';
    const photo = { key: `set-${value.photos[0].hash.slice(0, 16)}`, pixels: value.pixels };
    const network = run.network!;
    const known = networkMaps.get(`proof ${run.id}`, { network, snapshot: snapshot.id }, photo);
    if (known.problem) return known.problem;
    const key = `${snapshot.id} ${photo.key} ${layer.name}`;
    if (!known.maps || known.snapshot !== snapshot.id || key === this.#checking) return undefined;
    this.#checking = key;
    const at = network.layers.findIndex(({ name }) => name === layer.name);
    const input =
      at === 0
        ? { shape: network.input, values: Float32Array.from(photo.pixels, (byte) => byte / 255) }
        : known.maps.get(network.layers[at - 1].name)!;
    const output = known.maps.get(layer.name)!;
    const names = [`${layer.name}/kernel`, `${layer.name}/bias`];
    void networks.weights(snapshot.id, names).then((weights) => {
      const kernel = weights.get(names[0])!;
      this.checked = { layer, input, output, kernel, bias: weights.get(names[1]) };
    });
    return undefined;
  }

  #choose(change: Partial<LabState>): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: change }));
  }
}

const checkOnce = remember((checked: CheckedLayer, filter: string) =>
  checkFilter(checked, Number(filter)),
);

function convolutionsOf(run: RunDetail | undefined): readonly Conv2dLayer[] {
  return run?.network?.layers.filter((layer) => layer.kind === 'conv2d') ?? [];
}

function tensorOf(rows: readonly (readonly number[])[]): Tensor {
  return { shape: [rows.length, rows[0].length, 1], values: Float32Array.from(rows.flat()) };
}

function select(
  label: string,
  all: readonly (readonly [string, string])[],
  value: string,
  choose: (value: string) => void,
) {
  return html`<label
    >${label}
    <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${all.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
    </select>
  </label>`;
}

customElements.define('convolution-proof', ConvolutionProof);

declare global {
  interface HTMLElementTagNameMap {
    'convolution-proof': ConvolutionProof;
  }
}
