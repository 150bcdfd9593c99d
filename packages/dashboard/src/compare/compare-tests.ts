import type { RunRow } from '@peasy/tracker/api';
import { html, LitElement, nothing, svg } from 'lit';
import { epochText } from '../format/epoch.js';
import {
  countOf,
  formatCompact,
  formatCount,
  formatDecimals,
  formatSignificant,
} from '../format/number.js';
import { store } from '../page.js';
import {
  chosenSnapshot,
  type SnapshotChoice,
  snapshotChoices,
} from '../predict/snapshot-choice.js';
import { formatAccuracy } from '../runs/accuracy.js';
import type { RunLook } from '../runs/look.js';
import type { Details } from '../state/details.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tables } from '../styles/tables.js';
import { type Subject, subjectOf } from '../views/network-subjects.js';
import { compareTestsStyles } from './compare-tests-styles.js';
import { photosAsRows, SHEETS, sheetOf } from './disagreement.js';
import { type LinearScale, linearScale } from './linear-scale.js';
import { formatChance, measuredVerdict } from './measured-verdict.js';
import { runColours } from './run-colours.js';
import { agreementOf, holm, type SharedTest, sharedAccuracy, sharedTest } from './shared-test.js';
import type { TestEvaluation } from './test-evaluation.js';
import { testEvaluations } from './test-evaluations.js';
import type { Verdict } from './verdict.js';
import '../elements/one-of.js';
import '../elements/plain-notice.js';
import '../elements/run-mark.js';
import './confusion-table.js';
import './photo-sheet.js';
import './save-as.js';

/** Multiply-adds of a run's test that are computed without being asked for: some seconds on one core. */
const UNASKED = 6e10;
/** The snapshot that answers unless the address names another. */
const USUAL = 'best';
const INTERVAL_WIDTH = 200;

/** A run that is evaluated, with the snapshot of it. */
interface Candidate {
  readonly subject: Subject;
  readonly choice: SnapshotChoice;
}

/**
 * Runs on the test photos that they share, computed in the page: accuracies, McNemar's test,
 * confusion, and the photos that they disagree on.
 * @fires details - CustomEvent<Details> with what is to change in the address.
 * @fires measured - CustomEvent<Verdict | undefined>: the answer, once every run is computed.
 */
export class CompareTests extends LitElement {
  static override styles = [base, controls, tables, ...runColours, compareTestsStyles];

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
    const subjects = this.runs.map((run) => ({ run, subject: subjectOf(run) }));
    const waiting: { readonly run: RunRow; readonly words: unknown }[] = [];
    const ready: { readonly candidate: Candidate; readonly evaluation: TestEvaluation }[] = [];
    for (const { run, subject } of subjects) {
      if (typeof subject === 'string') {
        waiting.push({ run, words: subject });
        continue;
      }
      const choice = chosenSnapshot(subject.snapshots, this.details?.[`at.${run.id}`] ?? USUAL);
      if (this.#isLong(run) && !this.asked.has(run.id)) {
        waiting.push({ run, words: this.#renderAsk(run) });
        continue;
      }
      const { value, problem } = testEvaluations.get(subject, choice.snapshot);
      if (value) ready.push({ candidate: { subject, choice }, evaluation: value });
      else {
        const n = run.split ? countOf(run.split.test, 'test photo') : 'its test photos';
        waiting.push({ run, words: problem?.message ?? `${run.name}: computing ${n}…` });
      }
    }
    const shared = this.#share(ready.map(({ evaluation }) => evaluation));
    const candidates = ready.map(({ candidate }) => candidate);
    this.#tell(shared, candidates, waiting.length === 0);
    return html`<div class="head"><h2 id="tests">On the same test photos</h2></div>
      ${waiting.map(({ words }) => html`<div class="waiting soft" role="status">${words}</div>`)}
      ${candidates.length > 0 ? this.#renderResults(shared, candidates) : nothing}`;
  }

  #renderAsk(run: RunRow) {
    const n = run.split?.test ?? 0;
    return html`<span
        >${run.name} takes ${formatCompact((run.multiplyAdds ?? 0) * n)} multiply-adds for
        ${countOf(n, 'test photo')}.</span
      ><button
        type="button"
        @click=${() => {
          this.asked = new Set([...this.asked, run.id]);
        }}
      >
        Compute it
      </button>`;
  }

  #renderResults(shared: SharedTest, candidates: readonly Candidate[]) {
    const accuracies = candidates.map((_, i) => sharedAccuracy(shared, i));
    if (accuracies.some((one) => !one)) {
      return html`<p class="soft">
        These runs have no test photo in common, so they cannot be compared on any.
      </p>`;
    }
    const known = accuracies.map((one) => one!);
    const best = known.reduce((at, one, i) => (one.value > known[at].value ? i : at), 0);
    const others = candidates.map((_, i) => i).filter((i) => i !== best);
    const adjusted = holm(others.map((i) => agreementOf(shared, best, i).pValue));
    const chances = new Map(others.map((i, at) => [i, adjusted[at]]));
    const scale = linearScale(known.flatMap(({ low, high }) => [low, high]));
    const rows = () => [
      [...['run', 'epoch', 'right', 'n', 'accuracy', 'low', 'high', 'loss', 'mcnemarP']],
      ...candidates.map(({ subject, choice }, i) => {
        const { correct, n, value, low, high } = known[i];
        const loss = shared.evaluations[i].loss;
        return [
          subject.run.name,
          ...[choice.snapshot.epoch, correct, n, value, low, high, loss].map(String),
          chances.has(i) ? String(chances.get(i)) : '',
        ];
      }),
    ];
    return html`<div class="results">
        <div class="scroll" tabindex="0" role="group" aria-label="Accuracies on the shared test photos">
          <table>
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col">Weights</th>
                <th scope="col" class="number">Right</th>
                <th scope="col" class="number">Accuracy</th>
                <th scope="col" class="interval"><span class="out-of-sight">95 % interval</span></th>
                <th scope="col" class="number">Loss, all its test photos</th>
                ${candidates.length > 1 ? html`<th scope="col">McNemar, to the best</th>` : nothing}
              </tr>
            </thead>
            <tbody>
              ${candidates.map(({ subject, choice }, i) => {
                const accuracy = known[i];
                const chance = chances.get(i);
                return html`<tr>
                  <th scope="row">
                    <span
                      ><run-mark .look=${this.looks.get(subject.run.id)}></run-mark
                      >${subject.run.name}</span
                    >
                  </th>
                  <td>${this.#renderSnapshots(subject, choice)}</td>
                  <td class="number">
                    <data class="right" value=${accuracy.correct}>${formatCount(accuracy.correct)}</data>
                    of ${formatCount(accuracy.n)}
                  </td>
                  <td class="number">
                    <data class="accuracy" value=${accuracy.value}>${formatAccuracy(accuracy)}</data>
                  </td>
                  <td class="interval run-${this.looks.get(subject.run.id)?.colour ?? 0}">
                    ${intervalMark(scale, accuracy, i === candidates.length - 1)}
                  </td>
                  <td class="number">
                    <data class="loss" value=${shared.evaluations[i].loss}
                      >${formatSignificant(shared.evaluations[i].loss)}</data
                    >
                  </td>
                  ${
                    candidates.length > 1
                      ? html`<td>
                          ${
                            chance === undefined
                              ? html`<span class="soft">best</span>`
                              : html`<data class="chance" value=${chance}
                                  >${formatChance(chance)}</data
                                >`
                          }
                        </td>`
                      : nothing
                  }
                </tr>`;
              })}
            </tbody>
          </table>
        </div>
        <p class="soft">
          95 % intervals by
          Wilson${candidates.length > 2 ? ', chances after Holm’s correction' : ''}.
          <save-as name="test-accuracies" .rows=${rows}></save-as>
        </p>
      </div>
      <div class="matrices">
        ${candidates.map(({ subject }, i) => this.#renderConfusion(shared, subject, i))}
      </div>
      ${candidates.length > 1 ? this.#renderDisagreement(shared, candidates, best) : nothing}`;
  }

  #renderSnapshots({ run, snapshots }: Subject, choice: SnapshotChoice) {
    return html`<select
      aria-label="Snapshot of ${run.name}"
      @change=${(event: Event) => {
        const { value } = event.target as HTMLSelectElement;
        this.#ask({ [`at.${run.id}`]: value === USUAL ? '' : value });
      }}
    >
      ${snapshotChoices(snapshots).map(
        ({ value, label }) =>
          html`<option value=${value} ?selected=${value === choice.value}>${label}</option>`,
      )}
    </select>`;
  }

  #renderConfusion({ evaluations, places }: SharedTest, { run }: Subject, i: number) {
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

  #renderDisagreement(shared: SharedTest, candidates: readonly Candidate[], best: number) {
    const [a, b] = this.#pairOf(candidates, best);
    const agreement = agreementOf(shared, a, b);
    const [first, second] = [a, b].map((i) => candidates[i].subject.run);
    const sheet = SHEETS.find((one) => one === this.details?.sheet) ?? 'first';
    const choices = [
      {
        value: 'first',
        label: `Only ${first.name} right: ${formatCount(agreement.onlyFirst.length)}`,
      },
      {
        value: 'second',
        label: `Only ${second.name} right: ${formatCount(agreement.onlySecond.length)}`,
      },
      { value: 'wrong', label: `Both wrong: ${formatCount(agreement.bothWrong.length)}` },
    ];
    const photos = sheetOf(shared, agreement, sheet, [a, b], [first, second]);
    const { method } = agreement;
    return html`<section class="disagree" aria-labelledby="disagree">
      <div class="head">
        <h2 id="disagree">Where they disagree</h2>
        <save-as
          name="disagreements"
          .rows=${() => photosAsRows(shared, agreement, [a, b], [first, second])}
        ></save-as>
      </div>
      ${candidates.length > 2 ? this.#renderPair(candidates, a, b) : nothing}
      <p class="counts">
        Both right: <data class="both-right" value=${agreement.bothRight}>${formatCount(agreement.bothRight)}</data>,
        only ${first.name}: <data class="only-first" value=${agreement.onlyFirst.length}>${formatCount(agreement.onlyFirst.length)}</data>,
        only ${second.name}: <data class="only-second" value=${agreement.onlySecond.length}>${formatCount(agreement.onlySecond.length)}</data>,
        neither: <data class="neither" value=${agreement.bothWrong.length}>${formatCount(agreement.bothWrong.length)}</data>.
        McNemar’s test, ${method === 'exact' ? 'exact' : 'chi squared with continuity correction'}:
        <data class="p-value" value=${agreement.pValue}>${formatChance(agreement.pValue)}</data>.
      </p>
      <one-of
        legend="Photos"
        .choices=${choices}
        .value=${sheet}
        @choose=${({ detail }: CustomEvent<string>) =>
          this.#ask({ sheet: detail === 'first' ? '' : detail })}
      ></one-of>
      <photo-sheet
        .photos=${photos}
        .shape=${shared.evaluations[a].shape}
        .label=${choices.find(({ value }) => value === sheet)!.label}
      ></photo-sheet>
    </section>`;
  }

  #renderPair(candidates: readonly Candidate[], a: number, b: number) {
    const select = (name: string, at: number, other: number, place: 0 | 1) =>
      html`<select
        aria-label=${name}
        @change=${(event: Event) => {
          const chosen = Number((event.target as HTMLSelectElement).value);
          const pair = place === 0 ? [chosen, other] : [other, chosen];
          this.#ask({ pair: pair.map((i) => candidates[i].subject.run.id).join('~') });
        }}
      >
        ${candidates.map(
          ({ subject }, i) =>
            html`<option value=${i} ?selected=${i === at} ?disabled=${i === other}>
              ${subject.run.name}
            </option>`,
        )}
      </select>`;
    return html`<div class="pair">
      ${select('First run', a, b, 0)}<span class="soft">and</span>${select('Second run', b, a, 1)}
    </div>`;
  }

  /** The two runs that the address names; else the best one and the first other. */
  #pairOf(candidates: readonly Candidate[], best: number): readonly [number, number] {
    const ids = this.details?.pair?.split('~') ?? [];
    const [a, b] = ids.map((id) => candidates.findIndex(({ subject }) => subject.run.id === id));
    if (ids.length === 2 && a >= 0 && b >= 0 && a !== b) return [a, b];
    if (candidates.length === 2) return [0, 1];
    return [best, candidates.findIndex((_, i) => i !== best)];
  }

  #isLong(run: RunRow): boolean {
    return (run.multiplyAdds ?? 0) * (run.split?.test ?? 0) > UNASKED;
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

  #ask(change: Details): void {
    this.dispatchEvent(new CustomEvent<Details>('details', { detail: change }));
  }
}

function intervalMark(
  scale: LinearScale,
  { low, high, value }: { low: number; high: number; value: number },
  hasTicks: boolean,
) {
  const x = (of: number) => scale.place(of) * INTERVAL_WIDTH;
  return html`<svg
    width=${INTERVAL_WIDTH}
    height=${hasTicks ? 38 : 26}
    role="img"
    aria-label="${formatDecimals(low, 3)} to ${formatDecimals(high, 3)}"
  >
    ${scale.ticks.map(
      (tick) => svg`<line class="grid" x1=${x(tick)} x2=${x(tick)} y1="0" y2="26"></line>
        ${hasTicks ? svg`<text x=${x(tick)} y="37">${formatDecimals(tick, 2)}</text>` : nothing}`,
    )}
    <line x1=${x(low)} x2=${x(high)} y1="13" y2="13"></line>
    <circle cx=${x(value)} cy="13" r="4"></circle>
  </svg>`;
}

customElements.define('compare-tests', CompareTests);

declare global {
  interface HTMLElementTagNameMap {
    'compare-tests': CompareTests;
  }
}
