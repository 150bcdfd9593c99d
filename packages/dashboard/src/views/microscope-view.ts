import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { networkMaps, ownPhotos, slideTiming, snapshotsAhead } from '../inside/inside-page.js';
import { runPhotos } from '../inside/run-photos.js';
import { usualFlatLook } from '../inside/shown-layers.js';
import {
  axisOf,
  placesAlong,
  samePlace,
  snapshotAlong,
  TIME_AXES,
  type TimeAxis,
} from '../inside/time-axis.js';
import { navigation, store } from '../page.js';
import { PhotoIntake } from '../predict/photo-intake.js';
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
import { comingSnapshots } from './coming-snapshots.js';
import { microscopeViewStyles } from './microscope-view-styles.js';
import { epochsOf, type Subject, subjectOf, subjectRows } from './network-subjects.js';
import { MOST_PHOTOS, panelPhotos, shownPlaces } from './panel-photos.js';
import { renderPhotoButtons } from './photo-buttons.js';
import { SlidingPlace } from './sliding-place.js';
import '../elements/epoch-slider.js';
import '../elements/one-of.js';
import '../elements/photo-picker.js';
import '../elements/plain-notice.js';
import './empty-state.js';
import './maps-took.js';
import './microscope-controls.js';
import './microscope-filters.js';
import './microscope-maps.js';
import './microscope-reasons.js';
import './microscope-shift.js';

/** Runs that are shown at once. */
const MOST_RUNS = 4;

const SIGHT_CHOICES: readonly { readonly value: Sight; readonly label: string }[] = [
  { value: 'maps', label: 'Maps' },
  { value: 'filters', label: 'Filters' },
  { value: 'reasons', label: 'Reasons' },
  { value: 'shift', label: 'Shift' },
];

/** Inside networks: photos by runs by layers by epochs, with every value's origin. */
export class MicroscopeView extends LitElement {
  static override styles = [base, controls, microscopeViewStyles];

  static override properties = { route: { attribute: false }, looks: { attribute: false } };

  /** What the address asks for. */
  declare route: MicroscopeRoute;
  declare looks: ReadonlyMap<string, RunLook>;

  readonly #intake = new PhotoIntake(this);
  readonly #sliding = new SlidingPlace(this, (epoch) => this.#go({ epoch }));
  #stop: (() => void) | undefined;

  constructor() {
    super();
    new Observe(this, store, runPhotos, ownPhotos);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Maps draw themselves: only the other parts take theirs from here.
    this.#stop = networkMaps.subscribe(() => {
      if (this.route.see !== 'maps') this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('route');
    const { epoch, along } = this.route;
    if (before && (before.epoch !== epoch || before.along !== along)) this.#sliding.let();
  }

  protected override render() {
    if (!store.loaded) {
      return html`<h1>Microscope</h1>
        <p class="soft" role="status">${store.problem ?? 'Reading the runs…'}</p>`;
    }
    const rows = subjectRows(this.route.selected, MOST_RUNS);
    if (rows.length === 0) return html`<empty-state></empty-state>`;
    const subjects = rows.map((row) => subjectOf(row));
    const ready = subjects.filter((one) => typeof one === 'object');
    const troubles = subjects.filter((one) => typeof one === 'string');
    return html`<div class=${this.#intake.isDropping ? 'dropping' : ''}>
      <h1>Microscope</h1>
      ${troubles.map((words) => html`<p class="soft" role="status">${words}</p>`)}
      ${this.#intake.problems.map(
        (words) => html`<plain-notice role="alert">${words}</plain-notice>`,
      )}
      ${ready.length > 0 ? this.#renderSubjects(ready) : nothing}
    </div>`;
  }

  #renderSubjects(subjects: readonly Subject[]) {
    const { route } = this;
    const { see } = route;
    const [first] = subjects;
    const photos = shownPlaces(first, route.photos);
    return html`<div class="bar">
        <one-of
          legend="Look at"
          .choices=${SIGHT_CHOICES}
          .value=${see}
          @choose=${(event: CustomEvent<Sight>) => this.#go({ see: event.detail })}
        ></one-of>
        ${
          see === 'shift'
            ? nothing
            : renderPhotoButtons(this.#intake, () =>
                this.renderRoot.querySelector('photo-picker')?.show(),
              )
        }
      </div>
      <microscope-controls
        class="bar"
        .settings=${route}
        .usualFlat=${usualFlatLook(first.network)}
        .classes=${first.run.classes}
        .epochs=${epochsOf(subjects)}
        .runs=${subjects.map(({ run }) => ({ id: run.id, name: run.name }))}
        @settings=${(event: CustomEvent<Partial<MicroscopeState>>) => this.#go(event.detail)}
      ></microscope-controls>
      ${this.#renderSlider(subjects)}
      ${this.#renderSight(subjects, photos)}
      <photo-picker
        .run=${first.run.id}
        .classes=${first.run.classes}
        .most=${MOST_PHOTOS}
        .chosen=${route.photos}
        @photos=${(event: CustomEvent<readonly number[]>) => this.#go({ photos: event.detail })}
      ></photo-picker>`;
  }

  #renderSlider(subjects: readonly Subject[]) {
    const axis = this.#axis(subjects);
    const places = placesAlong(subjects, axis);
    return html`<div class="epoch">
      <epoch-slider
        .epochs=${places}
        .epoch=${this.#place(subjects)}
        .axis=${axis}
        .axes=${TIME_AXES.filter((one) => axisOf(subjects, one) === one)}
        @epoch=${(event: CustomEvent<number>) => {
          slideTiming.begin();
          this.#sliding.slide(event.detail);
        }}
        @axis=${(event: CustomEvent<TimeAxis>) => this.#goAlong(subjects, event.detail)}
      ></epoch-slider>
      ${this.route.see === 'maps' ? html`<maps-took></maps-took>` : nothing}
    </div>`;
  }

  #renderSight(subjects: readonly Subject[], photos: readonly number[] | string) {
    const { route, looks } = this;
    const place = this.#place(subjects);
    const axis = this.#axis(subjects);
    switch (route.see) {
      case 'maps':
        return html`<microscope-maps
          .subjects=${subjects}
          .place=${place}
          .axis=${axis}
          .places=${photos}
          .settings=${route}
          .looks=${looks}
          @pin=${(event: CustomEvent<MicroscopeState['pin']>) => this.#go({ pin: event.detail ?? undefined })}
        ></microscope-maps>`;
      case 'shift':
        return html`<microscope-shift
          .subjects=${subjects.map((subject) => ({ ...subject, snapshot: snapshotAlong(subject, place, axis) }))}
          .looks=${looks}
          .settings=${route}
        ></microscope-shift>`;
      default:
        return subjects.map((subject) => this.#renderSubject(subject, photos, { place, axis }));
    }
  }

  /** A run's filters, or its reasons. */
  #renderSubject(
    subject: Subject,
    places: readonly number[] | string,
    { place, axis }: { readonly place: number; readonly axis: TimeAxis },
  ) {
    const { run, network } = subject;
    const look = this.looks.get(run.id);
    const snapshot = snapshotAlong(subject, place, axis);
    const photos = panelPhotos(subject, snapshot, places, { allEpochs: false });
    if (this.route.see === 'filters') {
      return html`<microscope-filters
        .run=${run}
        .network=${network}
        .look=${look}
        .snapshot=${snapshot}
        .snapshots=${subject.snapshots}
        .photo=${typeof photos === 'string' ? undefined : photos[0]}
        .settings=${this.route}
        @filter=${(event: CustomEvent<FilterChoice>) => this.#chooseFilter(event.detail)}
        @order=${(event: CustomEvent<FilterOrder>) => this.#go({ order: event.detail })}
      ></microscope-filters>`;
    }
    if (typeof photos === 'string') {
      return html`<p class="soft" role="status">${run.name}: ${photos}</p>`;
    }
    return html`<microscope-reasons
      .run=${run}
      .network=${network}
      .look=${look}
      .snapshot=${snapshot}
      .photos=${photos}
      .settings=${this.route}
    ></microscope-reasons>`;
  }

  protected override updated(): void {
    if (!store.loaded) return;
    const rows = subjectRows(this.route.selected, MOST_RUNS);
    const subjects = rows.map((row) => subjectOf(row)).filter((one) => typeof one === 'object');
    if (subjects.length === 0) return;
    const axis = this.#axis(subjects);
    snapshotsAhead.want(comingSnapshots(subjects, this.#place(subjects), axis));
  }

  #axis(subjects: readonly Subject[]): TimeAxis {
    return axisOf(subjects, this.route.along);
  }

  #place(subjects: readonly Subject[]): number {
    const asked = this.#sliding.place ?? this.route.epoch;
    return asked ?? placesAlong(subjects, this.#axis(subjects)).at(-1) ?? 0;
  }

  #goAlong(subjects: readonly Subject[], along: TimeAxis): void {
    const epoch = samePlace(subjects, this.#place(subjects), this.#axis(subjects), along);
    this.#sliding.let();
    this.#go({ along, epoch });
  }

  /** A run's filter that is looked at; the other runs' stay. */
  #chooseFilter(choice: FilterChoice): void {
    const others = this.route.filters.filter(({ run }) => run !== choice.run);
    this.#go({ filters: [...others, choice] });
  }

  #go(change: Partial<MicroscopeRoute>): void {
    const epoch = this.#sliding.place ?? this.route.epoch;
    navigation.go({ ...this.route, epoch, ...change }, { replace: true });
  }
}

customElements.define('microscope-view', MicroscopeView);

declare global {
  interface HTMLElementTagNameMap {
    'microscope-view': MicroscopeView;
  }
}
