import { html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ownPhotos } from '../inside/inside-page.js';
import { fitOf, type OwnPhoto, ownPixels } from '../inside/own-photos.js';
import { navigation, store } from '../page.js';
import type { RunLook } from '../runs/look.js';
import { Observe } from '../state/observe.js';
import { microscopeRoute, type ToolRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { type Subject, subjectOf, subjectRows } from '../views/network-subjects.js';
import { neverSeen, predictions } from './predict-page.js';
import { predictViewStyles } from './predict-view-styles.js';
import {
  chosenSnapshot,
  type SnapshotChoice,
  snapshotChoices,
  USUAL_SNAPSHOT,
} from './snapshot-choice.js';
import '../elements/class-bars.js';
import '../elements/plain-notice.js';
import '../elements/run-mark.js';
import './camera-dialog.js';
import './never-seen-grid.js';
import './squash-figure.js';

/** Runs that are asked at once. */
const MOST_RUNS = 12;

/** A run that is asked, with the snapshot of it that answers. */
interface Asked extends Subject {
  readonly choice: SnapshotChoice;
}

/** Own photos, and what every chosen run's network says of them; test photos that it never saw below. */
export class PredictView extends LitElement {
  static override styles = [base, controls, predictViewStyles];

  static override properties = {
    route: { attribute: false },
    looks: { attribute: false },
    problems: { state: true },
    dropping: { state: true },
  };

  /** What the address asks for: `at.<run>`, a run's snapshot; `draw`, which never-seen photos. */
  declare route: ToolRoute;
  declare looks: ReadonlyMap<string, RunLook>;
  declare private problems: readonly string[];
  declare private dropping: boolean;

  constructor() {
    super();
    this.problems = [];
    this.dropping = false;
    new Observe(this, store, ownPhotos, predictions, neverSeen);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('paste', this.#paste);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('paste', this.#paste);
  }

  protected override render() {
    if (!store.loaded) {
      return html`<h1>Predict</h1>
        <p class="soft" role="status">${store.problem ?? 'Reading the runs…'}</p>`;
    }
    const subjects = subjectRows(this.route.selected, MOST_RUNS).map(subjectOf);
    const troubles = subjects.filter((one) => typeof one === 'string');
    const asked = subjects
      .filter((one) => typeof one === 'object')
      .map((subject): Asked => {
        const choice = chosenSnapshot(
          subject.snapshots,
          this.route.query[`at.${subject.run.id}`] ?? USUAL_SNAPSHOT,
        );
        return { ...subject, choice };
      });
    return html`<div
      class=${this.dropping ? 'dropping' : ''}
      @dragover=${this.#dragOver}
      @dragleave=${() => {
        this.dropping = false;
      }}
      @drop=${this.#drop}
    >
      <h1>Predict</h1>
      <p class="soft">
        Networks run in this page. A photo stays in it: nothing is uploaded, and it is gone when the
        page is closed.
      </p>
      ${this.#renderBar()}
      ${this.problems.map((words) => html`<plain-notice role="alert">${words}</plain-notice>`)}
      ${troubles.map((words) => html`<p class="soft" role="status">${words}</p>`)}
      ${
        subjects.length === 0
          ? html`<p class="soft">
              There is no run to ask yet. Train one:
              <code class="mono">npx nx run cli:train --config cnn</code>
            </p>`
          : this.#renderRuns(asked)
      }
      ${this.#renderPhotos(asked)} ${asked.length > 0 ? this.#renderUnseen(asked) : nothing}
      <camera-dialog
        @photo=${(event: CustomEvent<Blob>) =>
          this.#take([{ file: event.detail, name: 'camera photo' }])}
      ></camera-dialog>
    </div>`;
  }

  #renderBar() {
    return html`<div class="bar">
      <label class="button"
        >Choose photos<input
          type="file"
          accept="image/*"
          multiple
          aria-label="Choose photos"
          @change=${this.#choose}
      /></label>
      <button type="button" @click=${this.#openCamera}>Take a photo</button>
      ${
        ownPhotos.photos.length > 0
          ? html`<button type="button" @click=${() => this.#look()}>Into the microscope</button>`
          : nothing
      }
    </div>`;
  }

  #renderRuns(asked: readonly Asked[]) {
    return html`<div class="runs" role="group" aria-label="Runs that are asked">
      ${asked.map(
        ({ run, snapshots, choice }) => html`<label>
          <run-mark .look=${this.looks.get(run.id)}></run-mark>
          <span class="name" title=${run.name}>${run.name}</span>
          <select
            aria-label="Snapshot of ${run.name}"
            @change=${(event: Event) =>
              this.#ask({ [`at.${run.id}`]: (event.target as HTMLSelectElement).value })}
          >
            ${snapshotChoices(snapshots).map(
              ({ value, label }) =>
                html`<option value=${value} ?selected=${value === choice.value}>${label}</option>`,
            )}
          </select>
        </label>`,
      )}
    </div>`;
  }

  #renderPhotos(asked: readonly Asked[]) {
    if (ownPhotos.photos.length === 0) {
      return html`<div class="place"><p>Drop photos here, paste one, choose or take one.</p></div>`;
    }
    // The newest first: it is the one that was just dropped.
    return html`<div class="sheet">
      ${ownPhotos.photos
        .toReversed()
        .map((photo) => keyed(photo.key, this.#renderPhoto(photo, asked)))}
    </div>`;
  }

  #renderPhoto(photo: OwnPhoto, asked: readonly Asked[]) {
    const ways = new Map(
      asked.map(({ network, run }) => {
        const fit = fitOf(run.params);
        return [`${network.input.join()} ${fit}`, { input: network.input, fit }] as const;
      }),
    );
    return html`<article aria-label=${photo.name}>
      <header>
        <h2>${photo.name}</h2>
        <button type="button" class="bare" @click=${() => this.#look(photo)}>Look inside</button>
        <button
          type="button"
          class="bare"
          aria-label="Remove ${photo.name}"
          @click=${() => ownPhotos.remove(photo.key)}
        >
          Remove
        </button>
      </header>
      ${[...ways.values()].map(
        ({ input, fit }) =>
          html`<squash-figure .photo=${photo} .input=${input} .fit=${fit}></squash-figure>`,
      )}
      <div class="answers">${asked.map((one) => this.#renderAnswer(photo, one))}</div>
    </article>`;
  }

  #renderAnswer(photo: OwnPhoto, { run, network, choice }: Asked) {
    const fit = fitOf(run.params);
    const { value, problem } = predictions.get({
      network,
      snapshot: choice.snapshot.id,
      photo: photo.key,
      pixels: ownPixels(photo, network.input, fit),
    });
    return html`<section class="answer" aria-label="${run.name} of ${photo.name}">
      <h3>
        <run-mark .look=${this.looks.get(run.id)}></run-mark>
        <span title=${run.name}>${run.name}</span>
      </h3>
      ${
        value
          ? html`<class-bars .classes=${run.classes} .probabilities=${value}></class-bars>`
          : html`<p class="soft" role="status">${problem?.message ?? 'Computing…'}</p>`
      }
    </section>`;
  }

  #renderUnseen(asked: readonly Asked[]) {
    return html`<section class="unseen" aria-label="Test photos never seen">
      <div class="bar">
        <h2>Test photos that the network never saw</h2>
        <button type="button" @click=${() => this.#ask({ draw: String(this.#draw + 1) })}>
          Draw others
        </button>
      </div>
      <div class="grids">${asked.map((one) => this.#renderGrid(one))}</div>
    </section>`;
  }

  #renderGrid({ run, network, choice }: Asked) {
    const drawn = neverSeen.drawn(run.id, this.#draw);
    const of = { run: run.id, network, snapshot: choice.snapshot.id };
    const answers =
      drawn.value && drawn.value.photos.length > 0
        ? neverSeen.probabilities(of, this.#draw, drawn.value)
        : { value: new Float32Array() };
    const problem = drawn.problem ?? answers.problem;
    if (!drawn.value || !answers.value) {
      return html`<p class="soft" role="status">
        ${run.name}: ${problem?.message ?? 'reading the photos…'}
      </p>`;
    }
    return html`<never-seen-grid
      .run=${run.id}
      .name=${run.name}
      .look=${this.looks.get(run.id)}
      .classes=${run.classes}
      .epoch=${choice.label}
      .drawn=${drawn.value}
      .probabilities=${answers.value}
    ></never-seen-grid>`;
  }

  get #draw(): number {
    const draw = Number(this.route.query.draw);
    return Number.isInteger(draw) && draw > 0 ? draw : 1;
  }

  #ask(change: Readonly<Record<string, string>>): void {
    navigation.go({ ...this.route, query: { ...this.route.query, ...change } }, { replace: true });
  }

  /** Shows own photos in the microscope, one of them first where one is named. */
  #look(photo?: OwnPhoto): void {
    if (photo) ownPhotos.bringForward(photo.key);
    navigation.go(microscopeRoute(this.route.selected));
  }

  #openCamera(): void {
    void this.renderRoot.querySelector('camera-dialog')?.show();
  }

  #choose(event: Event): void {
    const input = event.target as HTMLInputElement;
    void this.#takeFiles([...(input.files ?? [])]);
    // The same file may be chosen again after it was removed.
    input.value = '';
  }

  readonly #paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) void this.#takeFiles(files);
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

  #takeFiles(files: readonly File[]): Promise<void> {
    return this.#take(files.map((file) => ({ file, name: file.name })));
  }

  async #take(files: readonly { readonly file: Blob; readonly name: string }[]): Promise<void> {
    const problems: string[] = [];
    for (const { file, name } of files) {
      try {
        await ownPhotos.add(file, name);
      } catch (error) {
        problems.push((error as Error).message);
      }
    }
    this.problems = problems;
  }
}

customElements.define('predict-view', PredictView);

declare global {
  interface HTMLElementTagNameMap {
    'predict-view': PredictView;
  }
}
