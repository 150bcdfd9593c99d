import type { RunRow } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import { epochText } from '../format/epoch.js';
import { countOf, formatCompact } from '../format/number.js';
import { store } from '../page.js';
import { chosenSnapshot } from '../predict/snapshot-choice.js';
import type { RunLook } from '../runs/look.js';
import type { Details } from '../state/details.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { subjectOf } from '../views/network-subjects.js';
import { type Candidate, USUAL_SNAPSHOT } from './candidate.js';
import { compareTestsStyles } from './compare-tests-styles.js';
import { measuredVerdict } from './measured-verdict.js';
import { agreementOf, holm, type SharedTest, sharedAccuracy, sharedTest } from './shared-test.js';
import type { TestEvaluation } from './test-evaluation.js';
import { testEvaluations } from './test-evaluations.js';
import type { Verdict } from './verdict.js';
import { type Waiting, waitingLines } from './waiting-runs.js';
import '../elements/run-mark.js';
import './accuracy-table.js';
import './confusion-table.js';
import './mcnemar-matrix.js';
import './where-they-disagree.js';

/** Multiply-adds of a run's test that are computed without being asked for: some seconds on one core. */
const UNASKED = 6e10;
/** With more runs their confusions are behind a press. */
const MOST_CONFUSIONS = 8;

/**
 * Runs on the test photos that they share, computed in the page: accuracies, McNemar's test,
 * confusion, and the photos that they disagree on.
 * @fires details - CustomEvent<Details> with what is to change in the address.
 * @fires measured - CustomEvent<Verdict | undefined>: the answer, once every run is computed.
 */
export class CompareTests extends LitElement {
  static override styles = [base, controls, compareTestsStyles];

  static override properties = {
    runs: { attribute: false },
    looks: { attribute: false },
    details: { attribute: false },
    asked: { state: true },
  };

  declare runs: readonly RunRow[];
  declare looks: ReadonlyMap<string, RunLook>;
  declare details: Details | undefined;
  /** Ids of runs whose long computation was asked for. */
  declare private asked: ReadonlySet<string>;

  #inputs: readonly TestEvaluation[] = [];
  #shared: SharedTest | undefined;
  #told: string | undefined;

  constructor() {
    super();
    this.asked = new Set();
    new Observe(this, store, testEvaluations);
  }

  protected override render() {
    const waiting: Waiting[] = [];
    const candidates: Candidate[] = [];
    const evaluations: TestEvaluation[] = [];
    for (const run of this.runs) {
      const found = this.#evaluationOf(run);
      if ('words' in found) {
        waiting.push(found);
        continue;
      }
      candidates.push(found.candidate);
      evaluations.push(found.evaluation);
    }
    const shared = this.#share(evaluations);
    this.#tell(shared, candidates, waiting.length === 0);
    return html`<div class="head"><h2 id="tests">On the same test photos</h2></div>
      ${waitingLines(waiting).map((words) => html`<div class="waiting soft" role="status">${words}</div>`)}
      ${waiting.map((one) => (one.isAsked ? this.#renderAsk(one.run) : nothing))}
      ${candidates.length > 0 ? this.#renderResults(shared, candidates) : nothing}`;
  }

  /** What a run's network says of its test photos, or why that is not known yet. */
  #evaluationOf(
    run: RunRow,
  ): Waiting | { readonly candidate: Candidate; readonly evaluation: TestEvaluation } {
    const subject = subjectOf(run);
    if (typeof subject === 'string') return { run, words: subject, isAsked: false };
    const choice = chosenSnapshot(
      subject.snapshots,
      this.details?.[`at.${run.id}`] ?? USUAL_SNAPSHOT,
    );
    const photos = run.split?.test ?? 0;
    const isLong = (run.multiplyAdds ?? 0) * photos > UNASKED;
    if (isLong && !this.asked.has(run.id)) return { run, words: '', isAsked: true };
    const { value, problem } = testEvaluations.get(subject, choice.snapshot);
    if (value) return { candidate: { subject, choice }, evaluation: value };
    const words = problem?.message ?? `${run.name}: computing ${countOf(photos, 'test photo')}…`;
    return { run, words, isAsked: false };
  }

  #renderAsk(run: RunRow) {
    const n = run.split?.test ?? 0;
    return html`<div class="waiting soft" role="status">
      <span
        >${run.name} takes ${formatCompact((run.multiplyAdds ?? 0) * n)} multiply-adds for
        ${countOf(n, 'test photo')}.</span
      ><button
        type="button"
        @click=${() => {
          this.asked = new Set([...this.asked, run.id]);
        }}
      >
        Compute it
      </button>
    </div>`;
  }

  #renderResults(shared: SharedTest, candidates: readonly Candidate[]) {
    const scores = candidates.flatMap((_, i) => sharedAccuracy(shared, i) ?? []);
    if (scores.length < candidates.length) {
      return html`<p class="soft">
        These runs have no test photo in common, so they cannot be compared on any.
      </p>`;
    }
    const best = scores.reduce((at, one, i) => (one.value > scores[at].value ? i : at), 0);
    const others = candidates.map((_, i) => i).filter((i) => i !== best);
    const adjusted = holm(others.map((i) => agreementOf(shared, best, i).pValue));
    return html`<accuracy-table
        .shared=${shared}
        .candidates=${candidates}
        .scores=${scores}
        .chances=${new Map(others.map((i, at) => [i, adjusted[at]]))}
        .looks=${this.looks}
        @details=${this.#passOn}
      ></accuracy-table>
      ${candidates.length > 2 ? this.#renderMatrix(shared, candidates) : nothing}
      ${this.#renderConfusions(shared, candidates)}
      ${
        candidates.length > 1
          ? html`<section class="disagree" aria-labelledby="disagree">
              <where-they-disagree
                .shared=${shared}
                .runs=${candidates.map(({ subject }) => subject.run)}
                .best=${best}
                .details=${this.details}
                @details=${this.#passOn}
              ></where-they-disagree>
            </section>`
          : nothing
      }`;
  }

  #renderMatrix(shared: SharedTest, candidates: readonly Candidate[]) {
    return html`<section class="matrix" aria-labelledby="matrix">
      <h3 id="matrix">Every run beside every other</h3>
      <mcnemar-matrix
        .shared=${shared}
        .names=${candidates.map(({ subject }) => subject.run.name)}
        .looks=${this.looks}
      ></mcnemar-matrix>
    </section>`;
  }

  #renderConfusions(shared: SharedTest, candidates: readonly Candidate[]) {
    const tables = html`<div class="matrices">
      ${candidates.map((candidate, i) => this.#renderConfusion(shared, candidate, i))}
    </div>`;
    if (candidates.length <= MOST_CONFUSIONS) return tables;
    return html`<details class="confusions">
      <summary>Confusion of ${countOf(candidates.length, 'run')}</summary>
      ${tables}
    </details>`;
  }

  #renderConfusion(
    { evaluations, places }: SharedTest,
    { subject: { run } }: Candidate,
    i: number,
  ) {
    const { photos, predictions, classes } = evaluations[i];
    return html`<div>
      <h3><run-mark .look=${this.looks.get(run.id)}></run-mark><span>${run.name}</span></h3>
      <confusion-table
        .name=${run.name}
        .classes=${classes}
        .labels=${places[i].map((place) => photos[place].label)}
        .predictions=${places[i].map((place) => predictions[place])}
      ></confusion-table>
    </div>`;
  }

  #passOn({ detail }: CustomEvent<Details>): void {
    this.dispatchEvent(new CustomEvent<Details>('details', { detail }));
  }

  /** The shared photos; the same object for the same evaluations. */
  #share(evaluations: readonly TestEvaluation[]): SharedTest {
    const isSame =
      this.#shared !== undefined &&
      evaluations.length === this.#inputs.length &&
      evaluations.every((one, i) => one === this.#inputs[i]);
    if (!isSame) {
      this.#inputs = evaluations;
      this.#shared = sharedTest(evaluations);
    }
    return this.#shared!;
  }

  /** Says the answer once it is another than before. */
  #tell(shared: SharedTest, candidates: readonly Candidate[], isWhole: boolean): void {
    const verdict =
      isWhole && candidates.length > 1
        ? measuredVerdict(
            shared,
            candidates.map(({ subject }) => subject.row),
            candidates.map(({ choice }) => epochText(choice.snapshot.epoch)),
          )
        : undefined;
    const told = JSON.stringify(verdict);
    if (told === this.#told) return;
    this.#told = told;
    // Not while it is drawn: the view draws itself anew.
    void this.updateComplete.then(() =>
      this.dispatchEvent(new CustomEvent<Verdict | undefined>('measured', { detail: verdict })),
    );
  }
}

customElements.define('compare-tests', CompareTests);

declare global {
  interface HTMLElementTagNameMap {
    'compare-tests': CompareTests;
  }
}
