import type { RunNetwork, SnapshotRow } from '@peasy/tracker/api';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { type Explanation, explainValue } from '../inside/explain-value.js';
import { FLAT_LOOKS, type FlatLook } from '../inside/flat-picture.js';
import { networkMaps, networks, ownPhotos } from '../inside/inside-page.js';
import type { NetworkCalls } from '../inside/network-calls.js';
import { fitOf, ownPixels } from '../inside/own-photos.js';
import { remember } from '../inside/remember.js';
import { runPhotos } from '../inside/run-photos.js';
import { usualFlatLook } from '../inside/shown-layers.js';
import { navigation, store } from '../page.js';
import type { RunLook } from '../runs/look.js';
import { FRAME_ZOOMS, type ScaleScope } from '../state/microscope-route.js';
import { Observe } from '../state/observe.js';
import type { MicroscopeRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import type { PanelPhoto, PointedValue } from './microscope-panel.js';
import { microscopeViewStyles } from './microscope-view-styles.js';
import { epochsOf, type Subject, snapshotAt, subjectOf, subjectRows } from './network-subjects.js';
import '../elements/epoch-slider.js';
import '../elements/one-of.js';
import '../elements/photo-picker.js';
import '../elements/plain-notice.js';
import '../elements/value-loupe.js';
import './microscope-panel.js';

/** Runs and photos that are shown at once. */
const MOST_RUNS = 4;
const MOST_PHOTOS = 4;
/** Photos that are shown before any is chosen: one of each of so many classes. */
const EXAMPLES = 2;

const SCOPES: readonly { readonly value: ScaleScope; readonly label: string }[] = [
  { value: 'map', label: 'Map' },
  { value: 'layer', label: 'Layer' },
  { value: 'epochs', label: 'All epochs' },
];
const PALETTES = [
  { value: 'colour', label: 'Colour' },
  { value: 'grey', label: 'Grey' },
];
const ZOOMS = FRAME_ZOOMS.map((zoom) => ({ value: String(zoom), label: `${zoom}×` }));
const LOOKS = [
  { value: 'cells', label: 'Cells' },
  { value: 'picture', label: 'Picture' },
] satisfies readonly { value: FlatLook; label: string }[];

/** A value that is pointed at or pinned, and where. */
interface Pointed {
  readonly run: string;
  readonly value: PointedValue;
}

/** Inside networks: photos by runs by layers by epochs, with every value's origin. */
export class MicroscopeView extends LitElement {
  static override styles = [base, controls, microscopeViewStyles];

  static override properties = {
    route: { attribute: false },
    looks: { attribute: false },
    hovered: { state: true },
    explained: { state: true },
    problem: { state: true },
    dropping: { state: true },
  };

  /** What the address asks for. */
  declare route: MicroscopeRoute;
  declare looks: ReadonlyMap<string, RunLook>;
  declare private hovered: Pointed | undefined;
  declare private explained:
    | { readonly of: Pointed; readonly how: Explanation; readonly computed: number }
    | undefined;
  declare private problem: string | undefined;
  declare private dropping: boolean;

  #explaining = '';

  constructor() {
    super();
    this.dropping = false;
    new Observe(this, store, networkMaps, runPhotos, ownPhotos);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('paste', this.#paste);
    addEventListener('keydown', this.#escape);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('paste', this.#paste);
    removeEventListener('keydown', this.#escape);
  }

  protected override render() {
    if (!store.loaded) {
      return html`<h1>Microscope</h1>
        <p class="soft" role="status">${store.problem ?? 'Reading the runs…'}</p>`;
    }
    const rows = subjectRows(this.route.selected, MOST_RUNS);
    if (rows.length === 0) return this.#renderNothing();
    const subjects = rows.map((row) => subjectOf(row));
    const ready = subjects.filter((one) => typeof one === 'object');
    const troubles = subjects.filter((one) => typeof one === 'string');
    return html`<div
      class=${this.dropping ? 'dropping' : ''}
      @dragover=${this.#dragOver}
      @dragleave=${() => {
        this.dropping = false;
      }}
      @drop=${this.#drop}
    >
      <h1>Microscope</h1>
      ${troubles.map((words) => html`<p class="soft" role="status">${words}</p>`)}
      ${this.problem ? html`<plain-notice role="alert">${this.problem}</plain-notice>` : nothing}
      ${ready.length > 0 ? this.#renderSubjects(ready) : nothing}
    </div>`;
  }

  #renderSubjects(subjects: readonly Subject[]) {
    const { route } = this;
    const epochs = epochsOf(subjects);
    const epoch = route.epoch ?? epochs.at(-1) ?? 0;
    const photos = this.#photosOf(subjects[0]);
    return html`<div class="bar">
        <button type="button" @click=${this.#choosePhotos}>Choose photos</button>
        <label class="button own"
          >Own photo<input
            type="file"
            accept="image/*"
            multiple
            aria-label="Own photo"
            @change=${(event: Event) =>
              this.#takeFiles([...((event.target as HTMLInputElement).files ?? [])])}
        /></label>
        ${choices('Scale', SCOPES, route.scale, (scale) => this.#go({ scale: scale as ScaleScope }))}
        ${choices('Colours', PALETTES, route.palette, (palette) => this.#go({ palette: palette === 'grey' ? 'grey' : 'colour' }))}
        ${choices('Size', ZOOMS, String(route.zoom), (zoom) => this.#go({ zoom: Number(zoom) }))}
        ${choices('Units', LOOKS, route.flat ?? usualFlatLook(subjects[0].network), (flat) =>
          this.#go({ flat: FLAT_LOOKS.find((one) => one === flat) }),
        )}
      </div>
      <epoch-slider
        class="epoch"
        .epochs=${epochs}
        .epoch=${epoch}
        @epoch=${(event: CustomEvent<number>) => this.#go({ epoch: event.detail })}
      ></epoch-slider>
      ${subjects.map((subject) => this.#renderPanel(subject, epoch, photos))}
      <photo-picker
        .run=${subjects[0].run.id}
        .classes=${subjects[0].run.classes}
        .most=${MOST_PHOTOS}
        .chosen=${route.photos}
        @photos=${(event: CustomEvent<readonly number[]>) => this.#go({ photos: event.detail })}
      ></photo-picker>
      ${this.#renderLoupe(subjects)}`;
  }

  #renderPanel(subject: Subject, epoch: number, indices: readonly number[] | string) {
    const snapshot = snapshotAt(subject.snapshots, epoch);
    const photos = this.#panelPhotos(subject, snapshot, indices);
    if (typeof photos === 'string') {
      return html`<p class="soft" role="status">${subject.run.name}: ${photos}</p>`;
    }
    const pointed = this.#shownPointed;
    return html`<microscope-panel
      .run=${subject.run}
      .network=${subject.network}
      .look=${this.looks.get(subject.run.id)}
      .snapshot=${snapshot}
      .photos=${photos}
      .settings=${this.route}
      .pointed=${pointed?.run === subject.run.id ? pointed.value : undefined}
      .isPinned=${this.hovered === undefined}
      @value=${(event: CustomEvent<{ value: PointedValue | null; pin: boolean }>) =>
        this.#point(subject, event.detail)}
    ></microscope-panel>`;
  }

  #renderLoupe(subjects: readonly Subject[]) {
    const pointed = this.#shownPointed;
    const { explained } = this;
    if (!pointed || !explained || keyOf(explained.of) !== keyOf(pointed)) return nothing;
    const isPinned = this.hovered === undefined;
    const run = subjects.find((subject) => subject.run.id === pointed.run)?.run;
    return html`<aside class=${isPinned ? 'pinned' : ''} aria-label="How the value came about">
      <value-loupe
        .heading=${headingOf(pointed.value, run?.name ?? '')}
        .computed=${explained.computed}
        .explanation=${explained.how}
      ></value-loupe>
      <div class="foot soft">
        ${
          isPinned
            ? html`Pinned. Arrow keys move it.
                <button type="button" @click=${() => this.#go({ pin: undefined })}>Let go</button>`
            : 'Click to pin'
        }
      </div>
    </aside>`;
  }

  #renderNothing() {
    return html`<h1>Microscope</h1>
      <p class="soft">
        There is no run to look into yet. Train one:
        <code class="mono">npx nx run cli:train --config cnn</code>
      </p>`;
  }

  protected override updated(_changed: PropertyValues): void {
    void this.#explain();
  }

  /** Places of the photos to show, or why there are none. */
  #photosOf({ run }: Subject): readonly number[] | string {
    if (this.route.photos.length > 0) return this.route.photos;
    if (ownPhotos.photos.length > 0) return [];
    const { value, problem } = runPhotos.examples(run.id, Math.min(EXAMPLES, run.classes.length));
    if (value) return value.map(({ index }) => index);
    return problem?.message ?? 'Reading the photos…';
  }

  #panelPhotos(
    subject: Subject,
    snapshot: SnapshotRow,
    indices: readonly number[] | string,
  ): readonly PanelPhoto[] | string {
    const { run, network } = subject;
    const own = ownPhotos.photos.slice(-MOST_PHOTOS).map((photo) => ({
      key: photo.key,
      name: photo.name,
      label: -1,
      trained: false,
      pixels: ownPixels(photo, network.input, fitOf(run.params)),
    }));
    const fromSet = typeof indices === 'string' ? indices : setPhotos(run.id, indices);
    if (typeof fromSet === 'string' && own.length === 0) return fromSet;
    const photos = [...own, ...(typeof fromSet === 'string' ? [] : fromSet)];
    return photos.map((photo) => {
      const where = `${run.id} ${photo.key}`;
      const of = { network, snapshot: snapshot.id };
      return {
        ...photo,
        known: networkMaps.get(where, of, photo),
        others:
          this.route.scale === 'epochs'
            ? subject.snapshots.flatMap(({ id }) => {
                const other = { network, snapshot: id };
                return networkMaps.get(`${where} ${id}`, other, photo).maps ?? [];
              })
            : [],
      };
    });
  }

  get #shownPointed(): Pointed | undefined {
    if (this.hovered) return this.hovered;
    const { pin } = this.route;
    if (!pin) return undefined;
    const [run, photo, layer] = pin.map(decodeURIComponent);
    const [channel, y, x] = pin.slice(3).map(Number);
    return { run, value: { photo, layer, channel, y, x } };
  }

  #point(
    { run }: Subject,
    { value, pin }: { readonly value: PointedValue | null; readonly pin: boolean },
  ): void {
    if (pin && value) {
      const { photo, layer, channel, y, x } = value;
      this.hovered = undefined;
      this.#go({ pin: [run.id, photo, layer, String(channel), String(y), String(x)] });
    } else this.hovered = value ? { run: run.id, value } : undefined;
  }

  /** Finds out how the value that is pointed at came about; weights come from the worker. */
  async #explain(): Promise<void> {
    const pointed = this.#shownPointed;
    const subject = pointed && this.#subject(pointed.run);
    if (!pointed || !subject) return;
    const epochs = epochsOf([subject]);
    const snapshot = snapshotAt(subject.snapshots, this.route.epoch ?? epochs.at(-1) ?? 0);
    const photo = this.#findPhoto(subject, snapshot, pointed.value.photo);
    const maps = photo?.known.maps;
    const key = `${keyOf(pointed)} ${photo?.known.snapshot}`;
    if (!photo || !maps || key === this.#explaining) return;
    this.#explaining = key;
    const { layer } = pointed.value;
    const tensor = maps.get(layer);
    if (!tensor) return;
    const weights = await layerWeights(subject.network, layer)(photo.known.snapshot!);
    if (this.#explaining !== key) return;
    const [height, width, channels] = subject.network.input;
    const values = Float32Array.from(photo.pixels, (value) => value / 255);
    const how = explainValue(
      {
        network: subject.network,
        photo: { shape: [height, width, channels], values },
        maps,
        weights,
      },
      layer,
      pointed.value,
    );
    const { y, x, channel } = pointed.value;
    const [, across, depth] = tensor.shape.length === 3 ? tensor.shape : [1, 1, tensor.shape[0]];
    this.explained = {
      of: pointed,
      how,
      computed: tensor.values[(y * across + x) * depth + channel],
    };
  }

  #subject(id: string): Subject | undefined {
    const row = store.runs.find((run) => run.id === id);
    const subject = row && subjectOf(row);
    return typeof subject === 'object' ? subject : undefined;
  }

  #findPhoto(subject: Subject, snapshot: SnapshotRow, key: string): PanelPhoto | undefined {
    const [first] = subjectRows(this.route.selected, MOST_RUNS);
    const leading = first && this.#subject(first.id);
    const photos = this.#panelPhotos(
      subject,
      snapshot,
      leading ? this.#photosOf(leading) : 'Reading the photos…',
    );
    return typeof photos === 'string' ? undefined : photos.find((photo) => photo.key === key);
  }

  #choosePhotos(): void {
    this.renderRoot.querySelector('photo-picker')?.show();
  }

  readonly #paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) void this.#takeFiles(files);
  };

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.route.pin) this.#go({ pin: undefined });
  };

  #dragOver(event: DragEvent): void {
    event.preventDefault();
    this.dropping = true;
  }

  #drop(event: DragEvent): void {
    event.preventDefault();
    this.dropping = false;
    void this.#takeFiles([...(event.dataTransfer?.files ?? [])]);
  }

  async #takeFiles(files: readonly File[]): Promise<void> {
    this.problem = undefined;
    for (const file of files) {
      try {
        await ownPhotos.add(file, file.name);
      } catch (error) {
        this.problem = (error as Error).message;
      }
    }
  }

  #go(change: Partial<MicroscopeRoute>): void {
    navigation.go({ ...this.route, ...change }, { replace: true });
  }
}

/** Photos of a run's set, or why they are not there. */
function setPhotos(
  run: string,
  indices: readonly number[],
): readonly Omit<PanelPhoto, 'known' | 'others'>[] | string {
  if (indices.length === 0) return [];
  const { value, problem } = runPhotos.pixels(run, indices);
  if (!value) return problem?.message ?? 'Reading the photos…';
  return value.photos.map((photo, i) => ({
    key: `set-${photo.hash.slice(0, 16)}`,
    name: photo.path.split('/').at(-1)!,
    label: photo.label,
    trained: photo.trained,
    pixels: partsOf(value.pixels, `${i} ${value.photos.length}`),
  }));
}

/** One photo of many, the same object each time. */
const partsOf = remember((pixels: Uint8Array, key: string) => {
  const [i, count] = key.split(' ').map(Number);
  const bytes = pixels.length / count;
  return pixels.slice(i * bytes, (i + 1) * bytes);
});

/** Weights of one layer by snapshot, each asked for once. */
const layerWeights = remember((_network: RunNetwork, layer: string) => {
  const known = new Map<string, ReturnType<NetworkCalls['weights']>>();
  const roles = ['kernel', 'bias', 'gamma', 'beta', 'movingMean', 'movingVariance'];
  return (snapshot: string) => {
    const asked =
      known.get(snapshot) ??
      networks.weights(
        snapshot,
        roles.map((role) => `${layer}/${role}`),
      );
    known.set(snapshot, asked);
    return asked;
  };
});

function keyOf({ run, value }: Pointed): string {
  const { photo, layer, y, x, channel } = value;
  return [run, photo, layer, y, x, channel].join(' ');
}

function headingOf({ layer, y, x, channel }: PointedValue, run: string): string {
  return `${run}, ${layer}, map ${channel}, row ${y}, column ${x}`;
}

function choices(
  legend: string,
  all: readonly { readonly value: string; readonly label: string }[],
  value: string,
  choose: (value: string) => void,
) {
  return html`<one-of
    show-legend
    .legend=${legend}
    .choices=${all}
    .value=${value}
    @choose=${(event: CustomEvent<string>) => choose(event.detail)}
  ></one-of>`;
}

customElements.define('microscope-view', MicroscopeView);

declare global {
  interface HTMLElementTagNameMap {
    'microscope-view': MicroscopeView;
  }
}
