import type { RunNetwork, SnapshotRow } from '@peasy/tracker/api';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { epochText } from '../format/epoch.js';
import { countOf, formatSignificant } from '../format/number.js';
import { type Explanation, explainValue } from '../inside/explain-value.js';
import { networkMaps, networks, ownPhotos } from '../inside/inside-page.js';
import { mapDifferences } from '../inside/map-differences.js';
import type { NetworkCalls } from '../inside/network-calls.js';
import { fitOf, ownPixels } from '../inside/own-photos.js';
import { remember } from '../inside/remember.js';
import { runPhotos } from '../inside/run-photos.js';
import { usualFlatLook } from '../inside/shown-layers.js';
import { navigation, store } from '../page.js';
import type { RunLook } from '../runs/look.js';
import type {
  FilterChoice,
  FilterOrder,
  MicroscopeState,
  Sight,
} from '../state/microscope-route.js';
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
import './microscope-controls.js';
import './microscope-filters.js';
import './microscope-panel.js';
import './microscope-reasons.js';
import './microscope-shift.js';

/** Runs and photos that are shown at once. */
const MOST_RUNS = 4;
const MOST_PHOTOS = 4;
/** Photos that are shown before any is chosen: one of each of so many classes. */
const EXAMPLES = 2;

const SIGHT_CHOICES: readonly { readonly value: Sight; readonly label: string }[] = [
  { value: 'maps', label: 'Maps' },
  { value: 'filters', label: 'Filters' },
  { value: 'reasons', label: 'Reasons' },
  { value: 'shift', label: 'Shift' },
];
/** How long each of two stands while they blink. */
const BLINK_MS = 700;
/** Snapshots' weights that are fetched ahead of the slider, in bytes. */
const AHEAD_BYTES = 400 * 2 ** 20;

/** A value that is pointed at or pinned, and where. */
interface Pointed {
  readonly run: string;
  readonly value: PointedValue;
  /** It is one of those that stand beside. */
  readonly isReference?: boolean;
}

/** What a run's maps are put beside: an earlier self, or another run of the same network. */
interface Reference {
  readonly subject: Subject;
  readonly snapshot: SnapshotRow;
  readonly words: string;
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
    blinked: { state: true },
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
  /** While two blink: whether the other one is shown. */
  declare private blinked: boolean;

  #explaining = '';
  #blinking: ReturnType<typeof setInterval> | undefined;
  readonly #ahead = new Set<string>();

  constructor() {
    super();
    this.dropping = false;
    this.blinked = false;
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
    this.#setBlinking(false);
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
    const { see } = route;
    const epochs = epochsOf(subjects);
    const epoch = route.epoch ?? epochs.at(-1) ?? 0;
    const photos = this.#photosOf(subjects[0]);
    return html`<div class="bar">
        <one-of
          legend="Look at"
          .choices=${SIGHT_CHOICES}
          .value=${see}
          @choose=${(event: CustomEvent<Sight>) => this.#go({ see: event.detail })}
        ></one-of>
        ${see === 'shift' ? nothing : this.#renderPhotoButtons()}
        ${see === 'maps' && route.beside === 'blink' && wantsLessMotion() ? this.#renderSwap() : nothing}
      </div>
      <microscope-controls
        class="bar"
        .settings=${route}
        .usualFlat=${usualFlatLook(subjects[0].network)}
        .classes=${subjects[0].run.classes}
        .epochs=${epochs}
        .runs=${subjects.map(({ run }) => ({ id: run.id, name: run.name }))}
        @settings=${(event: CustomEvent<Partial<MicroscopeState>>) => this.#go(event.detail)}
      ></microscope-controls>
      <div class="epoch">
        <epoch-slider
          .epochs=${epochs}
          .epoch=${epoch}
          @epoch=${(event: CustomEvent<number>) => this.#go({ epoch: event.detail })}
        ></epoch-slider>
        ${see === 'maps' ? this.#renderTook() : nothing}
      </div>
      ${
        see === 'shift'
          ? html`<microscope-shift
              .subjects=${subjects.map((subject) => ({ ...subject, snapshot: snapshotAt(subject.snapshots, epoch) }))}
              .looks=${this.looks}
              .settings=${route}
            ></microscope-shift>`
          : subjects.map((subject) => this.#renderSubject(subject, epoch, photos))
      }
      <photo-picker
        .run=${subjects[0].run.id}
        .classes=${subjects[0].run.classes}
        .most=${MOST_PHOTOS}
        .chosen=${route.photos}
        @photos=${(event: CustomEvent<readonly number[]>) => this.#go({ photos: event.detail })}
      ></photo-picker>
      ${see === 'maps' ? this.#renderLoupe(subjects) : nothing}`;
  }

  #renderPhotoButtons() {
    return html`<button type="button" @click=${this.#choosePhotos}>Choose photos</button>
      <label class="button own"
        >Own photo<input
          type="file"
          accept="image/*"
          multiple
          aria-label="Own photo"
          @change=${(event: Event) =>
            this.#takeFiles([...((event.target as HTMLInputElement).files ?? [])])}
      /></label>
      ${
        ownPhotos.photos.length > 0
          ? html`<button type="button" @click=${() => ownPhotos.clear()}>Put own photos away</button>`
          : nothing
      }`;
  }

  /** Blinks by hand. */
  #renderSwap() {
    return html`<button
      type="button"
      @click=${() => {
        this.blinked = !this.blinked;
      }}
    >
      Swap
    </button>`;
  }

  #renderTook() {
    const { milliseconds, computed } = networkMaps;
    if (milliseconds === undefined) return nothing;
    return html`<p class="took soft">
      Last computed: every map of ${countOf(computed, 'photo')} in
      <data value=${milliseconds}>${formatSignificant(milliseconds, 2)}</data> ms
    </p>`;
  }

  #renderSubject(subject: Subject, epoch: number, indices: readonly number[] | string) {
    const snapshot = snapshotAt(subject.snapshots, epoch);
    const photos = this.#panelPhotos(subject, snapshot, indices);
    if (this.route.see === 'filters') {
      return html`<microscope-filters
        .run=${subject.run}
        .network=${subject.network}
        .look=${this.looks.get(subject.run.id)}
        .snapshot=${snapshot}
        .snapshots=${subject.snapshots}
        .photo=${typeof photos === 'string' ? undefined : photos[0]}
        .settings=${this.route}
        @filter=${(event: CustomEvent<FilterChoice>) => this.#chooseFilter(event.detail)}
        @order=${(event: CustomEvent<FilterOrder>) => this.#go({ order: event.detail })}
      ></microscope-filters>`;
    }
    if (typeof photos === 'string') {
      return html`<p class="soft" role="status">${subject.run.name}: ${photos}</p>`;
    }
    if (this.route.see === 'reasons') {
      return html`<microscope-reasons
        .run=${subject.run}
        .network=${subject.network}
        .look=${this.looks.get(subject.run.id)}
        .snapshot=${snapshot}
        .photos=${photos}
        .settings=${this.route}
      ></microscope-reasons>`;
    }
    return this.#renderPanels(subject, snapshot, photos, indices);
  }

  /** A run's maps, alone or with those that they are compared with. */
  #renderPanels(
    subject: Subject,
    snapshot: SnapshotRow,
    photos: readonly PanelPhoto[],
    indices: readonly number[] | string,
  ) {
    const { beside } = this.route;
    const reference = beside && this.#referenceOf(subject);
    const others = reference && this.#referencePhotos(reference, indices);
    if (!reference || !others) return this.#renderPanel(subject, { snapshot, photos, words: '' });
    const { words } = reference;
    switch (beside) {
      case 'side':
        return html`<div class="pair">
          ${this.#renderPanel(
            reference.subject,
            { snapshot: reference.snapshot, photos: others, words: 'to compare with' },
            subject,
          )}
          ${this.#renderPanel(subject, { snapshot, photos, words: '' })}
        </div>`;
      case 'difference':
        return this.#renderPanel(subject, {
          snapshot,
          photos: photos.map((photo, i) => differenceOf(photo, others[i])),
          words: `less ${words}`,
        });
      case 'blink':
        return this.blinked
          ? this.#renderPanel(
              reference.subject,
              { snapshot: reference.snapshot, photos: others, words: 'to compare with' },
              subject,
            )
          : this.#renderPanel(subject, { snapshot, photos, words: `blinks with ${words}` });
    }
  }

  /** @param of the subject that a panel is the reference of. */
  #renderPanel(
    subject: Subject,
    shown: {
      readonly snapshot: SnapshotRow;
      readonly photos: readonly PanelPhoto[];
      readonly words: string;
    },
    of?: Subject,
  ) {
    const pointed = this.#shownPointed;
    const owner = of ?? subject;
    return html`<microscope-panel
      .run=${subject.run}
      .network=${subject.network}
      .look=${this.looks.get(subject.run.id)}
      .snapshot=${shown.snapshot}
      .photos=${shown.photos}
      .besides=${shown.words}
      .isDifference=${this.route.beside === 'difference' && shown.words !== ''}
      .settings=${this.route}
      .pointed=${pointed?.run === owner.run.id ? pointed.value : undefined}
      .isPinned=${this.hovered === undefined}
      @value=${(event: CustomEvent<{ value: PointedValue | null; pin: boolean }>) =>
        this.#point(owner, event.detail, of !== undefined)}
    ></microscope-panel>`;
  }

  /** What a run is put beside, as the address says; undefined where that is another network, or itself. */
  #referenceOf(subject: Subject): Reference | undefined {
    const { against, epoch } = this.route;
    if (!against?.startsWith('run:')) {
      const snapshot = snapshotAt(subject.snapshots, Number(against ?? 0) || 0);
      const at = snapshot.epoch === 0 ? 'random weights' : `epoch ${epochText(snapshot.epoch)}`;
      return { subject, snapshot, words: at };
    }
    const other = this.#subject(against.slice('run:'.length));
    if (!other || other.run.id === subject.run.id) return undefined;
    const shape = ({ network }: Subject) => JSON.stringify([network.input, network.layers]);
    if (shape(other) !== shape(subject)) return undefined;
    const snapshot = snapshotAt(other.snapshots, epoch ?? Number.POSITIVE_INFINITY);
    return { subject: other, snapshot, words: other.run.name };
  }

  #referencePhotos(
    { subject, snapshot }: Reference,
    indices: readonly number[] | string,
  ): readonly PanelPhoto[] | undefined {
    const photos = this.#panelPhotos(subject, snapshot, indices, ' beside');
    return typeof photos === 'string' ? undefined : photos;
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
    if (this.route.see === 'maps') void this.#explain();
    this.#setBlinking(this.route.see === 'maps' && this.route.beside === 'blink');
    this.#fetchAhead();
  }

  /** Snapshots that the slider may come to, so that it has not to wait for them. */
  #fetchAhead(): void {
    let bytes = 0;
    for (const row of subjectRows(this.route.selected, MOST_RUNS)) {
      for (const snapshot of this.#subject(row.id)?.snapshots ?? []) {
        bytes += snapshot.bytes;
        if (bytes > AHEAD_BYTES) return;
        if (this.#ahead.has(snapshot.id)) continue;
        this.#ahead.add(snapshot.id);
        // What cannot be fetched is said where it is shown.
        networks.prepare(snapshot.id).catch(() => this.#ahead.delete(snapshot.id));
      }
    }
  }

  #setBlinking(isOn: boolean): void {
    if (isOn === (this.#blinking !== undefined)) return;
    clearInterval(this.#blinking);
    this.#blinking = undefined;
    if (!isOn) {
      this.blinked = false;
      return;
    }
    const turn = () => {
      if (!wantsLessMotion()) this.blinked = !this.blinked;
    };
    this.#blinking = setInterval(turn, BLINK_MS);
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
    place = '',
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
      const where = `${run.id} ${photo.key}${place}`;
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
    isReference: boolean,
  ): void {
    if (pin && value) {
      const { photo, layer, channel, y, x } = value;
      this.hovered = undefined;
      this.#go({ pin: [run.id, photo, layer, String(channel), String(y), String(x)] });
    } else this.hovered = value ? { run: run.id, value, isReference } : undefined;
  }

  /** Finds out how the value that is pointed at came about; weights come from the worker. */
  async #explain(): Promise<void> {
    const pointed = this.#shownPointed;
    const own = pointed && this.#subject(pointed.run);
    if (!pointed || !own) return;
    const reference = pointed.isReference ? this.#referenceOf(own) : undefined;
    const subject = reference?.subject ?? own;
    const epoch = this.route.epoch ?? Number.POSITIVE_INFINITY;
    const snapshot = reference?.snapshot ?? snapshotAt(subject.snapshots, epoch);
    const photo = this.#findPhoto(
      subject,
      snapshot,
      pointed.value.photo,
      reference ? ' beside' : '',
    );
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

  #findPhoto(
    subject: Subject,
    snapshot: SnapshotRow,
    key: string,
    place: string,
  ): PanelPhoto | undefined {
    const [first] = subjectRows(this.route.selected, MOST_RUNS);
    const leading = first && this.#subject(first.id);
    const photos = this.#panelPhotos(
      subject,
      snapshot,
      leading ? this.#photosOf(leading) : 'Reading the photos…',
      place,
    );
    return typeof photos === 'string' ? undefined : photos.find((photo) => photo.key === key);
  }

  /** A run's filter that is looked at; the other runs' stay. */
  #chooseFilter(choice: FilterChoice): void {
    const others = this.route.filters.filter(({ run }) => run !== choice.run);
    this.#go({ filters: [...others, choice] });
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

function keyOf({ run, value, isReference = false }: Pointed): string {
  const { photo, layer, y, x, channel } = value;
  return [run, photo, layer, y, x, channel, isReference].join(' ');
}

function headingOf({ layer, y, x, channel }: PointedValue, run: string): string {
  return `${run}, ${layer}, map ${channel}, row ${y}, column ${x}`;
}

function wantsLessMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** A photo whose maps are less those of another network or epoch, as far as both are known. */
function differenceOf(photo: PanelPhoto, other: PanelPhoto): PanelPhoto {
  const { maps } = photo.known;
  const others = other.known.maps;
  if (!maps || !others) return { ...photo, known: { ...photo.known, maps: undefined }, others: [] };
  return { ...photo, known: { ...photo.known, maps: mapDifferences(maps, others) }, others: [] };
}

customElements.define('microscope-view', MicroscopeView);

declare global {
  interface HTMLElementTagNameMap {
    'microscope-view': MicroscopeView;
  }
}
