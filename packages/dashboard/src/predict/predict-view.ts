import { html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { countOf } from '../format/number.js';
import { ownPhotos } from '../inside/inside-page.js';
import type { OwnPhoto } from '../inside/own-photos.js';
import { navigation, store } from '../page.js';
import type { RunLook } from '../runs/look.js';
import { Observe } from '../state/observe.js';
import { microscopeRoute, type ToolRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { type Asked, askedRuns } from './asked.js';
import { PhotoIntake } from './photo-intake.js';
import { neverSeen } from './predict-page.js';
import { predictViewStyles } from './predict-view-styles.js';
import { renderNeverSeen } from './render-never-seen.js';
import '../elements/plain-notice.js';
import './asked-list.js';
import './camera-dialog.js';
import './prediction-card.js';

/** Runs whose never-seen photos are shown before more are asked for, and troubles that stand open. */
const FIRST_GRIDS = 4;
const MOST_TROUBLES = 3;

/** Own photos, and what every chosen run's network says of them; test photos that it never saw below. */
export class PredictView extends LitElement {
  static override styles = [base, controls, predictViewStyles];

  static override properties = {
    route: { attribute: false },
    looks: { attribute: false },
    grids: { state: true },
  };

  /** What the address asks for: `at.<run>`, a run's snapshot, or `at`, every run's; `draw`, which never-seen photos. */
  declare route: ToolRoute;
  declare looks: ReadonlyMap<string, RunLook>;
  /** Runs whose never-seen photos are shown. */
  declare private grids: number;

  readonly #intake = new PhotoIntake(this);

  constructor() {
    super();
    this.grids = FIRST_GRIDS;
    new Observe(this, store, ownPhotos, neverSeen);
  }

  protected override render() {
    if (!store.loaded) {
      return html`<h1>Predict</h1>
        <p class="soft" role="status">${store.problem ?? 'Reading the runs…'}</p>`;
    }
    const { asked, troubles } = askedRuns(this.route.selected, this.route.query);
    return html`<div class=${this.#intake.isDropping ? 'dropping' : ''}>
      <h1>Predict</h1>
      <p class="soft">
        Networks run in this page. A photo stays in it: nothing is uploaded, and it is gone when the
        page is closed.
      </p>
      ${this.#renderBar()}
      ${this.#intake.problems.map((words) => html`<plain-notice role="alert">${words}</plain-notice>`)}
      ${renderTroubles(troubles)}
      ${
        asked.length > 0
          ? html`<asked-list
              .asked=${asked}
              .looks=${this.looks}
              @choose=${(event: CustomEvent<Readonly<Record<string, string>>>) => this.#ask(event.detail)}
            ></asked-list>`
          : nothing
      }
      ${
        asked.length === 0 && troubles.length === 0
          ? html`<p class="soft">
              There is no run to ask yet. Train one:
              <code class="mono">npx peasy train --config cnn</code>
            </p>`
          : nothing
      }
      ${this.#renderPhotos(asked)} ${asked.length > 0 ? this.#renderUnseen(asked) : nothing}
      <camera-dialog
        @photo=${(event: CustomEvent<Blob>) =>
          this.#intake.take([{ file: event.detail, name: 'camera photo' }])}
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
          @change=${(event: Event) => this.#intake.takeFrom(event.target as HTMLInputElement)}
      /></label>
      <button type="button" @click=${this.#openCamera}>Take a photo</button>
      ${
        ownPhotos.photos.length > 0
          ? html`<button type="button" @click=${() => this.#look()}>Into the microscope</button>`
          : nothing
      }
    </div>`;
  }

  #renderPhotos(asked: readonly Asked[]) {
    if (ownPhotos.photos.length === 0) {
      return html`<div class="place"><p>Drop photos here, paste one, choose or take one.</p></div>`;
    }
    // The newest first: it is the one that was just dropped.
    return html`<div class=${asked.length > 2 ? 'sheet wide' : 'sheet'}>
      ${ownPhotos.photos.toReversed().map((photo) =>
        keyed(
          photo.key,
          html`<prediction-card
            .photo=${photo}
            .asked=${asked}
            .looks=${this.looks}
            @look=${() => this.#look(photo)}
            @remove=${() => ownPhotos.remove(photo.key)}
          ></prediction-card>`,
        ),
      )}
    </div>`;
  }

  #renderUnseen(asked: readonly Asked[]) {
    const more = asked.length - this.grids;
    return html`<section class="unseen" aria-label="Test photos never seen">
      <div class="bar">
        <h2>Test photos that the network never saw</h2>
        <button type="button" @click=${() => this.#ask({ draw: String(this.#draw + 1) })}>
          Draw others
        </button>
      </div>
      <div class="grids">${asked.slice(0, this.grids).map((one) => renderNeverSeen(one, this.#draw, this.looks))}</div>
      ${
        more > 0
          ? html`<button
              type="button"
              class="more"
              @click=${() => {
                this.grids = asked.length;
              }}
            >
              Show those of ${countOf(more, 'more run')}
            </button>`
          : nothing
      }
    </section>`;
  }

  get #draw(): number {
    const draw = Number(this.route.query.draw);
    return Number.isInteger(draw) && draw > 0 ? draw : 1;
  }

  /** What is empty goes out of the address. */
  #ask(change: Readonly<Record<string, string>>): void {
    const all = Object.entries({ ...this.route.query, ...change });
    const query = Object.fromEntries(all.filter(([, value]) => value !== ''));
    navigation.go({ ...this.route, query }, { replace: true });
  }

  /** Shows own photos in the microscope, one of them first where one is named. */
  #look(photo?: OwnPhoto): void {
    if (photo) ownPhotos.bringForward(photo.key);
    navigation.go(microscopeRoute(this.route.selected));
  }

  #openCamera(): void {
    void this.renderRoot.querySelector('camera-dialog')?.show();
  }
}

/** Why some runs cannot be asked; folded together where they are many. */
function renderTroubles(troubles: readonly string[]) {
  const all = troubles.map((words) => html`<p class="soft" role="status">${words}</p>`);
  if (troubles.length <= MOST_TROUBLES) return all;
  return html`<details class="troubles">
    <summary class="soft">${countOf(troubles.length, 'run')} cannot be asked</summary>
    ${all}
  </details>`;
}

customElements.define('predict-view', PredictView);

declare global {
  interface HTMLElementTagNameMap {
    'predict-view': PredictView;
  }
}
