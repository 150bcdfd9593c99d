import type { RunRow } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import { markNames } from '../compare/mark-names.js';
import { DIVIDED_DIFFERENTLY, type Verdict, verdictOf } from '../compare/verdict.js';
import { joinWords } from '../format/words.js';
import { selectRuns } from '../frame/select-runs.js';
import { navigation, store, themes } from '../page.js';
import type { RunLook } from '../runs/look.js';
import { findRuns } from '../runs/reference.js';
import { changeDetails, type Details } from '../state/details.js';
import { Observe } from '../state/observe.js';
import { type CompareRoute, compareRoute, formatAddress, runRoute } from '../state/route.js';
import { sameItems } from '../state/same-items.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { plotColours } from '../theme/plot-colours.js';
import { compareViewStyles } from './compare-view-styles.js';
import '../elements/copy-button.js';
import '../elements/plain-notice.js';
import '../elements/run-charts.js';
import './compare-differences.js';

/** Runs that are compared at most. */
const MOST = 50;
/** The answer and the curves come first; what is computed in the page begins this much later. */
const PARTS_AFTER_MS = 1000;

/**
 * Runs beside each other: the answer in a sentence, the curves in one chart a metric, what differs.
 * @fires highlight - CustomEvent with the id of the run whose curve is pointed at, or null.
 */
export class CompareView extends LitElement {
  static override styles = [base, controls, compareViewStyles];

  static override properties = {
    route: { attribute: false },
    looks: { attribute: false },
    highlighted: { attribute: false },
    hasParts: { state: true },
    measured: { state: true },
  };

  /** What the address asks for. */
  declare route: CompareRoute;
  /** Looks by run id. */
  declare looks: ReadonlyMap<string, RunLook>;
  /** The run that stands out. */
  declare highlighted: string | undefined;
  /** What is below the curves is loaded. */
  declare private hasParts: boolean;
  /** The answer from the photos themselves, once they are computed, and the runs that it is about. */
  declare private measured:
    | { readonly of: string; readonly verdict: Verdict | undefined }
    | undefined;

  #starting: ReturnType<typeof setTimeout> | undefined;
  /** The same list while its runs are: what is below is not drawn anew when a curve is pointed at. */
  #runs: readonly RunRow[] = [];
  #tested: readonly RunRow[] = [];

  constructor() {
    super();
    this.hasParts = false;
    new Observe(this, store, themes);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#starting = setTimeout(async () => {
      await import('../compare/compare-parts.js');
      this.hasParts = true;
    }, PARTS_AFTER_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#starting);
  }

  protected override render() {
    if (!store.loaded) {
      return html`<h1>Compare</h1>
        <p class="soft" role="status">${store.problem ?? 'Reading the runs…'}</p>`;
    }
    const { found, missing } = findRuns(store.runs, this.route.selected);
    if (found.length === 0) return this.#renderInvitation(missing);
    this.#runs = unlessSame(this.#runs, found.slice(0, MOST));
    const runs = this.#runs;
    return html`${this.#renderAnswer(runs, found.length, missing)} ${this.#renderCurves(runs)}
      ${this.#renderTests(runs)}
      <section aria-label="What differs">
        <compare-differences
          .runs=${runs}
          .looks=${this.looks}
          .everyRow=${this.route.everyRow}
          @rows=${(event: CustomEvent<boolean>) =>
            navigation.go({ ...this.route, everyRow: event.detail }, { replace: true })}
        ></compare-differences>
      </section>
      ${
        this.hasParts && runs.length > 1
          ? html`<section aria-label="Values and results">
              <compare-values
                .runs=${runs}
                .looks=${this.looks}
                .details=${this.route.details}
                .highlighted=${this.highlighted}
                @details=${this.#changeDetails}
              ></compare-values>
            </section>`
          : nothing
      }`;
  }

  #renderAnswer(runs: readonly RunRow[], foundCount: number, missing: readonly string[]) {
    const recorded = verdictOf(runs);
    const measured = this.measured?.of === idsOf(runs) ? this.measured.verdict : undefined;
    const notes = [
      // How many photos they share says more.
      ...recorded.warnings.filter((words) => !measured || words !== DIVIDED_DIFFERENTLY),
      ...(measured?.warnings ?? []),
      ...(foundCount > MOST
        ? [`The first ${MOST} of ${foundCount} selected runs are compared.`]
        : []),
      ...(missing.length > 0 ? [`Not found: ${joinWords(missing)}.`] : []),
    ];
    return html`<header>
      <div class="title">
        <h1 class="out-of-sight">Compare ${joinWords(runs.map(({ name }) => name))}</h1>
        <ul class="runs" aria-label="Compared runs">
          ${runs.map((run) => this.#renderRun(run, runs))}
        </ul>
        <copy-button>Copy link</copy-button>
      </div>
      <p class="answer">
        ${markNames(
          (measured ?? recorded).sentence,
          runs.map(({ name }) => name),
        ).map(({ text, isName }) => (isName ? html`<b>${text}</b>` : text))}
      </p>
      ${notes.map((words) => html`<plain-notice>${words}</plain-notice>`)}
      ${runs.length === 1 ? html`<p class="soft hint">Tick another run in the list to compare.</p>` : nothing}
    </header>`;
  }

  #renderRun(run: RunRow, runs: readonly RunRow[]) {
    const others = runs.filter(({ id }) => id !== run.id).map(({ id }) => id);
    return html`<li class=${this.highlighted === run.id ? 'lit' : ''}>
      <a href=${formatAddress(runRoute(run.id, this.route.selected))} title=${run.name}
        ><run-mark .look=${this.looks.get(run.id)}></run-mark><span>${run.name}</span></a
      >
      <button
        type="button"
        class="bare"
        aria-label="Take ${run.name} out"
        @click=${() => selectRuns(others)}
      >
        ×
      </button>
    </li>`;
  }

  #renderCurves(runs: readonly RunRow[]) {
    const charted = runs.flatMap((run) => {
      const look = this.looks.get(run.id);
      return look ? [{ run, look }] : [];
    });
    return html`<section aria-labelledby="curves">
      <h2 id="curves">Curves</h2>
      <run-charts
        .runs=${charted}
        .axis=${this.route.x}
        .colours=${plotColours(themes.theme)}
        .highlighted=${this.highlighted}
        @near=${(event: CustomEvent<string | null>) =>
          this.dispatchEvent(new CustomEvent('highlight', { detail: event.detail }))}
      ></run-charts>
    </section>`;
  }

  #renderTests(runs: readonly RunRow[]) {
    this.#tested = unlessSame(
      this.#tested,
      runs.filter(({ split }) => split !== null && split.test > 0),
    );
    const tested = this.#tested;
    if (!this.hasParts || tested.length === 0) return nothing;
    return html`<section aria-label="On the same test photos">
      <compare-tests
        .runs=${tested}
        .looks=${this.looks}
        .details=${this.route.details}
        @details=${this.#changeDetails}
        @measured=${(event: CustomEvent<Verdict | undefined>) => {
          this.measured = { of: idsOf(tested), verdict: event.detail };
        }}
      ></compare-tests>
    </section>`;
  }

  #changeDetails({ detail }: CustomEvent<Details>): void {
    const details = changeDetails(this.route.details, detail);
    const { details: _, ...route } = this.route;
    navigation.go(details ? { ...route, details } : route, { replace: true });
  }

  #renderInvitation(missing: readonly string[]) {
    const [first, second] = store.runs;
    return html`<h1>Compare</h1>
      ${
        missing.length > 0
          ? html`<plain-notice>Not found: ${joinWords(missing)}. They may be in the trash or purged.</plain-notice>`
          : nothing
      }
      <p class="invitation">Tick two to fifty runs in the list of runs: their curves come into one chart, with a table of what differs.</p>
      ${
        second
          ? html`<a class="button" href=${formatAddress(compareRoute([first.id, second.id]))}
              >Compare the latest two: ${first.name} and ${second.name}</a
            >`
          : nothing
      }`;
  }
}

/** The list of before, where it has the same runs. */
function unlessSame(before: readonly RunRow[], now: readonly RunRow[]): readonly RunRow[] {
  return sameItems(now, before) ? before : now;
}

/** Tells a selection of runs from every other. */
function idsOf(runs: readonly RunRow[]): string {
  return runs.map(({ id }) => id).join();
}

customElements.define('compare-view', CompareView);

declare global {
  interface HTMLElementTagNameMap {
    'compare-view': CompareView;
  }
}
