import type { RunDetail, RunRow } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import { clock, navigation, store, themes } from '../page.js';
import type { RunLook } from '../runs/look.js';
import { findRun } from '../runs/reference.js';
import { changeDetails, type Details } from '../state/details.js';
import { Observe } from '../state/observe.js';
import type { RunRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { plotColours } from '../theme/plot-colours.js';
import { runViewStyles } from './run-view-styles.js';
import './missing-view.js';
import './run-facts.js';
import './run-header.js';
import './run-numbers.js';
import '../elements/run-charts.js';

/** The numbers and the curves come first; what is computed in the page begins this much later. */
const PARTS_AFTER_MS = 1000;

/** One run: how it goes, its curves, its numbers, and everything that made it. */
export class RunView extends LitElement {
  static override styles = [base, controls, runViewStyles];

  static override properties = {
    route: { attribute: false },
    looks: { attribute: false },
    hasParts: { state: true },
  };

  /** What the address asks for. */
  declare route: RunRoute;
  /** Looks by run id. */
  declare looks: ReadonlyMap<string, RunLook>;
  /** What is below the curves is loaded. */
  declare private hasParts: boolean;

  #starting: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.hasParts = false;
    new Observe(this, store, themes, clock);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#starting = setTimeout(async () => {
      await import('../run/run-parts.js');
      this.hasParts = true;
    }, PARTS_AFTER_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#starting);
  }

  protected override render() {
    if (!store.loaded) {
      return html`<p class="soft" role="status">${store.problem ?? 'Reading the run…'}</p>`;
    }
    const run = findRun(store.runs, this.route.run);
    if (!run) return this.#renderMissing();
    const { value: detail, problem } = store.detail(run);
    return html`<run-header
        .run=${run}
        .look=${this.looks.get(run.id)}
        .now=${Date.now()}
        .command=${commandOf(detail)}
      ></run-header>
      <run-numbers .run=${run}></run-numbers>
      ${this.#renderCurves(run)} ${this.#renderParts(run, detail)}
      ${
        detail
          ? html`<run-facts .detail=${detail}></run-facts>`
          : html`<p class="soft" role="status">${problem?.message ?? 'Reading the config…'}</p>`
      }`;
  }

  #renderCurves(run: RunRow) {
    const look = this.looks.get(run.id);
    if (!look) return nothing;
    return html`<section aria-labelledby="curves">
      <h2 id="curves">Curves</h2>
      <run-charts
        .runs=${[{ run, look }]}
        .axis=${this.route.x}
        .colours=${plotColours(themes.theme)}
      ></run-charts>
    </section>`;
  }

  #renderParts(run: RunRow, detail: RunDetail | undefined) {
    if (!this.hasParts || !detail) return nothing;
    const isTrained = detail.network !== null && detail.snapshots.length > 0;
    return html`<section aria-label="Note and tags">
        <run-notes .detail=${detail}></run-notes>
      </section>
      ${
        isTrained && run.split !== null && run.split.test > 0
          ? html`<section aria-label="Test photos">
              <run-tests
                .run=${run}
                .details=${this.route.details}
                @details=${this.#changeDetails}
              ></run-tests>
            </section>`
          : nothing
      }
      ${
        isTrained
          ? html`<section aria-label="Weights and activations over epochs"><run-history
                .run=${run}
                .details=${this.route.details}
                @details=${this.#changeDetails}
              ></run-history></section>`
          : nothing
      }
      <section aria-labelledby="files">
        <h2 id="files">Files</h2>
        <run-files .detail=${detail}></run-files>
      </section>`;
  }

  #changeDetails({ detail }: CustomEvent<Details>): void {
    const details = changeDetails(this.route.details, detail);
    const { details: _, ...route } = this.route;
    navigation.go(details ? { ...route, details } : route, { replace: true });
  }

  #renderMissing() {
    const words =
      this.route.run === 'latest'
        ? 'There is no run yet.'
        : `No run has the id or the name “${this.route.run}”. It may be in the trash or purged, or more than one id begins so.`;
    return html`<missing-view heading="There is no such run" .words=${words}></missing-view>
      ${
        this.hasParts && this.route.run !== 'latest'
          ? html`<section><trashed-run .reference=${this.route.run}></trashed-run></section>`
          : nothing
      }`;
  }
}

/** The command that the run was started with, where it was recorded. */
function commandOf(detail: RunDetail | undefined): string {
  const { argv } = detail?.environment ?? {};
  return typeof argv === 'string' ? argv : '';
}

customElements.define('run-view', RunView);

declare global {
  interface HTMLElementTagNameMap {
    'run-view': RunView;
  }
}
