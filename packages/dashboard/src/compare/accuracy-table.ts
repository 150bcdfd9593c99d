import { html, LitElement, nothing } from 'lit';
import { formatCount, formatSignificant } from '../format/number.js';
import { MediaQuery, NARROW } from '../lab/media-query.js';
import { snapshotChoices } from '../predict/snapshot-choice.js';
import { type Accuracy, formatAccuracy } from '../runs/accuracy.js';
import type { RunLook } from '../runs/look.js';
import type { Details } from '../state/details.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tables } from '../styles/tables.js';
import { accuracyTableStyles } from './accuracy-table-styles.js';
import { type Candidate, USUAL_SNAPSHOT } from './candidate.js';
import { intervalMark } from './interval-mark.js';
import { linearScale } from './linear-scale.js';
import { formatChance } from './measured-verdict.js';
import { runColours } from './run-colours.js';
import type { SharedTest } from './shared-test.js';
import '../elements/run-mark.js';
import './save-as.js';

/** What a number is, where no head of a column says it. */
const LABELS = {
  right: 'Right',
  accuracy: 'Accuracy',
  loss: 'Loss, all its test photos',
  chance: 'McNemar, to the best',
} as const;

/** How one run did on the shared photos. */
interface Score extends Accuracy {
  readonly correct: number;
}

/**
 * Accuracies of runs on the photos that they share, with intervals, and the chance that each is no worse than the best.
 * On a narrow page each row is laid out below the last as lines of its own; roles are named, since cells that are laid
 * out so have none.
 * @fires details - CustomEvent<Details> with what is to change in the address.
 */
export class AccuracyTable extends LitElement {
  static override styles = [base, controls, tables, ...runColours, accuracyTableStyles];

  static override properties = {
    shared: { attribute: false },
    candidates: { attribute: false },
    scores: { attribute: false },
    chances: { attribute: false },
    looks: { attribute: false },
  };

  declare shared: SharedTest;
  declare candidates: readonly Candidate[];
  /** A candidate each. */
  declare scores: readonly Score[];
  /** P value against the best, by the candidate's place; the best has none. */
  declare chances: ReadonlyMap<number, number>;
  declare looks: ReadonlyMap<string, RunLook>;

  readonly #narrow = new MediaQuery(this, NARROW);

  protected override render() {
    const { candidates, scores } = this;
    const scale = linearScale(scores.flatMap(({ low, high }) => [low, high]));
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Accuracies on the shared test photos">
        <table role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">Run</th>
              <th role="columnheader" scope="col">Weights</th>
              <th role="columnheader" scope="col" class="number">${LABELS.right}</th>
              <th role="columnheader" scope="col" class="number">${LABELS.accuracy}</th>
              <th role="columnheader" scope="col" class="interval">
                <span class="out-of-sight">95 % interval</span>
              </th>
              <th role="columnheader" scope="col" class="number">${LABELS.loss}</th>
              ${
                candidates.length > 1
                  ? html`<th role="columnheader" scope="col">${LABELS.chance}</th>`
                  : nothing
              }
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${candidates.map(
              (candidate, i) => html`<tr role="row">
                ${this.#renderScore(candidate, i)}
                <td
                  role="cell"
                  class="interval run-${this.looks.get(candidate.subject.run.id)?.colour ?? 0}"
                >
                  ${intervalMark(scale, scores[i], this.#narrow.matches || i === candidates.length - 1)}
                </td>
                ${this.#renderRest(i)}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="soft">
        95 % intervals by
        Wilson${candidates.length > 2 ? ', chances after Holm’s correction' : ''}.
        <save-as name="test-accuracies" .rows=${() => this.#rows()}></save-as>
      </p>`;
  }

  #renderScore(candidate: Candidate, i: number) {
    const { run } = candidate.subject;
    const score = this.scores[i];
    return html`<th role="rowheader" scope="row">
        <span title=${run.name}
          ><run-mark .look=${this.looks.get(run.id)}></run-mark>${run.name}</span
        >
      </th>
      <td role="cell" class="weights">${this.#renderSnapshots(candidate)}</td>
      <td role="cell" class="number right" data-label=${LABELS.right}>
        <data class="right" value=${score.correct}>${formatCount(score.correct)}</data>
        of ${formatCount(score.n)}
      </td>
      <td role="cell" class="number accuracy" data-label=${LABELS.accuracy}>
        <data class="accuracy" value=${score.value}>${formatAccuracy(score)}</data>
      </td>`;
  }

  #renderRest(i: number) {
    const { loss } = this.shared.evaluations[i];
    const chance = this.chances.get(i);
    return html`<td role="cell" class="number loss" data-label=${LABELS.loss}>
        <data class="loss" value=${loss}>${formatSignificant(loss)}</data>
      </td>
      ${
        this.candidates.length > 1
          ? html`<td role="cell" class="chance" data-label=${LABELS.chance}>
              ${
                chance === undefined
                  ? html`<span class="soft">best</span>`
                  : html`<data class="chance" value=${chance}>${formatChance(chance)}</data>`
              }
            </td>`
          : nothing
      }`;
  }

  #renderSnapshots({ subject: { run, snapshots }, choice }: Candidate) {
    return html`<select
      aria-label="Snapshot of ${run.name}"
      @change=${(event: Event) => {
        const { value } = event.target as HTMLSelectElement;
        const detail = { [`at.${run.id}`]: value === USUAL_SNAPSHOT ? '' : value };
        this.dispatchEvent(new CustomEvent<Details>('details', { detail }));
      }}
    >
      ${snapshotChoices(snapshots).map(
        ({ value, label }) =>
          html`<option value=${value} ?selected=${value === choice.value}>${label}</option>`,
      )}
    </select>`;
  }

  #rows(): readonly (readonly string[])[] {
    return [
      ['run', 'epoch', 'right', 'n', 'accuracy', 'low', 'high', 'loss', 'mcnemarP'],
      ...this.candidates.map(({ subject, choice }, i) => {
        const { correct, n, value, low, high } = this.scores[i];
        const { loss } = this.shared.evaluations[i];
        return [
          subject.run.name,
          ...[choice.snapshot.epoch, correct, n, value, low, high, loss].map(String),
          this.chances.has(i) ? String(this.chances.get(i)) : '',
        ];
      }),
    ];
  }
}

customElements.define('accuracy-table', AccuracyTable);

declare global {
  interface HTMLElementTagNameMap {
    'accuracy-table': AccuracyTable;
  }
}
