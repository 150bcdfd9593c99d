import type { RunDetail, RunRow } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import { clock, store, themes } from '../page.js';
import type { RunLook } from '../runs/look.js';
import { findRun } from '../runs/reference.js';
import { Observe } from '../state/observe.js';
import { CHART_METRICS, type RunRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { plotColours } from '../theme/plot-colours.js';
import { runViewStyles } from './run-view-styles.js';
import './missing-view.js';
import './run-facts.js';
import './run-header.js';
import './run-numbers.js';
import '../elements/run-charts.js';

/** One run: how it goes, its curves, its numbers, and everything that made it. */
export class RunView extends LitElement {
  static override styles = [base, controls, runViewStyles];

  static override properties = { route: { attribute: false }, looks: { attribute: false } };

  /** What the address asks for. */
  declare route: RunRoute;
  /** Looks by run id. */
  declare looks: ReadonlyMap<string, RunLook>;

  constructor() {
    super();
    new Observe(this, store, themes, clock);
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
      ${this.#renderCurves(run)}
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
        .metrics=${CHART_METRICS}
        .axis=${this.route.x}
        .colours=${plotColours(themes.theme)}
      ></run-charts>
    </section>`;
  }

  #renderMissing() {
    const words =
      this.route.run === 'latest'
        ? 'There is no run yet.'
        : `No run has the id or the name “${this.route.run}”. It may be in the trash or purged, or more than one id begins so.`;
    return html`<missing-view heading="There is no such run" .words=${words}></missing-view>`;
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
