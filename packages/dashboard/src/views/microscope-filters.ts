import type { Network, Tensor } from '@peasy/core';
import type { RunDetail, SnapshotRow } from '@peasy/tracker/api';
import { html, LitElement, type PropertyValues } from 'lit';
import { epochText } from '../format/epoch.js';
import { formatSignificant } from '../format/number.js';
import { filterLayers, filterShape } from '../inside/filter-pictures.js';
import { isDead, isTwin } from '../inside/filter-statistics.js';
import { answers, networks, studies } from '../inside/inside-page.js';
import { type DrawnPhotos, drawTestPhotos } from '../inside/test-photos.js';
import type { RunLook } from '../runs/look.js';
import type { FilterChoice, FilterOrder, MicroscopeState } from '../state/microscope-route.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { layerFiles } from './filter-files.js';
import { renderFlags } from './filter-flags.js';
import { orderOf, picturesOf, placesWhere, sheetGrid } from './filter-layer.js';
import { microscopeFiltersStyles } from './microscope-filters-styles.js';
import type { PanelPhoto } from './panel-photo.js';
import '../elements/colour-key.js';
import '../elements/filter-sheet.js';
import '../elements/one-of.js';
import '../elements/run-mark.js';
import '../elements/save-pictures.js';
import './microscope-filter.js';

/** Test photos that tell whether a filter is dead, and what excites it. */
const PHOTOS = 256;
/** As wide as a sheet gets. */
const MOST_WIDTH = 2000;

const ORDERS: readonly { readonly value: FilterOrder; readonly label: string }[] = [
  { value: 'number', label: 'Number' },
  { value: 'norm', label: 'Norm' },
  { value: 'mean', label: 'Mean activation' },
];

/** A layer's filters as pictures, those marked that are dead or twins, and one of them in full. */
export class MicroscopeFilters extends LitElement {
  static override styles = [base, controls, microscopeFiltersStyles];

  static override properties = {
    run: { attribute: false },
    network: { attribute: false },
    look: { attribute: false },
    snapshot: { attribute: false },
    snapshots: { attribute: false },
    photo: { attribute: false },
    settings: { attribute: false },
    hovered: { state: true },
    room: { state: true },
  };

  declare run: RunDetail;
  declare network: Network;
  declare look: RunLook | undefined;
  declare snapshot: SnapshotRow;
  declare snapshots: readonly SnapshotRow[];
  /** Whose maps over the epochs are shown. */
  declare photo: PanelPhoto | undefined;
  declare settings: MicroscopeState;
  declare private hovered: number | undefined;
  declare private room: number;

  readonly #observer = new ResizeObserver(([entry]) => {
    this.room = Math.min(MOST_WIDTH, entry.contentRect.width);
  });

  constructor() {
    super();
    this.room = MOST_WIDTH;
    new Observe(this, answers);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override render() {
    const { run, snapshot, network } = this;
    const choice = this.#choice;
    const { value: kernel, problem } = this.#kernel(choice.layer);
    return html`<section aria-label="Filters of ${run.name}">
      <header>
        <run-mark .look=${this.look}></run-mark>
        <h2>${run.name}</h2>
        <p class="soft">
          after ${snapshot.epoch === 0 ? 'no training: random weights' : `epoch ${epochText(snapshot.epoch)}`}
        </p>
        <label
          >Layer
          <select
            aria-label="Layer of ${run.name}"
            @change=${(event: Event) =>
              this.#choose({ layer: (event.target as HTMLSelectElement).value, filter: 0 })}
          >
            ${filterLayers(network).map(
              ({ name }) => html`<option ?selected=${name === choice.layer}>${name}</option>`,
            )}
          </select>
        </label>
        <one-of
          show-legend
          legend="Sorted by"
          .choices=${ORDERS}
          .value=${this.settings.order}
          @choose=${(event: CustomEvent<FilterOrder>) =>
            this.dispatchEvent(new CustomEvent('order', { detail: event.detail }))}
        ></one-of>
      </header>
      ${
        kernel
          ? this.#renderLayer(kernel, choice)
          : html`<p class="soft" role="status">${problem?.message ?? 'Reading the weights…'}</p>`
      }
    </section>`;
  }

  #renderLayer(kernel: Tensor, choice: FilterChoice) {
    const shape = filterShape(this.network, choice.layer);
    const filters = kernel.shape.at(-1)!;
    const chosen = Math.min(choice.filter, filters - 1);
    const own = this.settings.scale === 'map';
    const { pictures, range } = picturesOf(
      kernel,
      JSON.stringify([shape, own, this.settings.palette]),
    );
    const facts = this.#facts(choice.layer);
    const drawn = this.#photos();
    const known = facts.value?.length === filters ? facts.value : undefined;
    const dead = new Set(known ? placesWhere(known, isDead) : []);
    const twins = new Set(known ? placesWhere(known, isTwin) : []);
    const { zoom, gap, columns } = sheetGrid(shape, filters, Math.max(80, this.room));
    const files = layerFiles(this, choice.layer, { kernel, shape, pictures });
    return html`<div class="sheet"><filter-sheet
        .pictures=${pictures}
        .order=${orderOf(filters, this.settings.order, known)}
        .chosen=${chosen}
        .dead=${dead}
        .twins=${twins}
        .zoom=${zoom}
        .columns=${columns}
        .gap=${gap}
        .label=${`${filters} filters of ${choice.layer}, each ${shape.height} × ${shape.width} × ${shape.depth}; ${chosen} is chosen`}
        @point=${(event: CustomEvent<number | null>) => {
          this.hovered = event.detail ?? undefined;
        }}
        @choose=${(event: CustomEvent<number>) =>
          this.#choose({ layer: choice.layer, filter: event.detail })}
      ></filter-sheet></div>
      <p class="key">
        ${
          shape.isColoured
            ? html`<span class="soft">Red, green and blue weights as one colour, zero is middle grey${own ? ', each filter by its own largest' : `, full at ± ${formatSignificant(range.to, 3)}`}.</span>`
            : own
              ? html`<span class="soft">Each filter by its own largest weight.</span>`
              : html`<colour-key .range=${range} .palette=${this.settings.palette}></colour-key>`
        }
        <save-pictures .what=${`${this.run.name}, ${choice.layer}`} .pictures=${files}></save-pictures>
      </p>
      ${renderFlags({ known, problem: facts.problem ?? drawn.problem, photos: drawn.value?.photos.length }, dead, (filter) => this.#choose({ layer: choice.layer, filter }))}
      <microscope-filter
        .run=${this.run}
        .network=${this.network}
        .snapshot=${this.snapshot}
        .snapshots=${this.snapshots}
        .layer=${choice.layer}
        .filter=${chosen}
        .kernel=${kernel}
        .shape=${shape}
        .facts=${known}
        .drawn=${drawn.value}
        .photo=${this.photo}
        .settings=${this.settings}
        .preview=${this.hovered !== undefined && this.hovered < filters ? this.hovered : undefined}
        @choose=${(event: CustomEvent<number>) =>
          this.#choose({ layer: choice.layer, filter: event.detail })}
      ></microscope-filter>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('settings') || changed.has('network')) this.#scrollToChosen();
  }

  /** A sheet that is higher than its room shows the chosen filter. */
  #scrollToChosen(): void {
    const room = this.renderRoot.querySelector('.sheet');
    const sheet = this.renderRoot.querySelector('filter-sheet');
    if (!room || !sheet) return;
    const { top, bottom } = sheet.extentOf(sheet.chosen);
    if (top < room.scrollTop) room.scrollTop = top;
    if (bottom > room.scrollTop + room.clientHeight) room.scrollTop = bottom - room.clientHeight;
  }

  get #choice(): FilterChoice {
    const layers = filterLayers(this.network);
    const asked = this.settings.filters.find(({ run }) => run === this.run.id);
    if (asked && layers.some(({ name }) => name === asked.layer)) return asked;
    return { run: this.run.id, layer: layers[0].name, filter: 0 };
  }

  #kernel(layer: string) {
    const { id } = this.snapshot;
    const name = `${layer}/kernel`;
    return answers.standing(`kernel ${this.run.id} ${layer}`, `kernel ${id} ${layer}`, async () => {
      const kernel = (await networks.weights(id, [name])).get(name);
      if (!kernel) throw new Error(`The snapshot has no ${name}.`);
      return kernel;
    });
  }

  #photos() {
    return answers.get(`test photos ${this.run.id} ${PHOTOS}`, () =>
      drawTestPhotos(this.run.id, PHOTOS),
    );
  }

  #facts(layer: string) {
    const { value: drawn } = this.#photos();
    if (!drawn) return { value: undefined, problem: undefined };
    const of = { network: this.network, snapshot: this.snapshot.id };
    return answers.standing(`facts ${this.run.id} ${layer}`, `facts ${of.snapshot} ${layer}`, () =>
      studies.filters(of, asPixels(drawn), layer),
    );
  }

  #choose(to: { readonly layer: string; readonly filter: number }): void {
    const choice: FilterChoice = { run: this.run.id, ...to };
    this.dispatchEvent(new CustomEvent('filter', { detail: choice }));
  }
}

function asPixels({ pixels, photos }: DrawnPhotos) {
  return { pixels, count: photos.length };
}

customElements.define('microscope-filters', MicroscopeFilters);

declare global {
  interface HTMLElementTagNameMap {
    'microscope-filters': MicroscopeFilters;
  }
}
