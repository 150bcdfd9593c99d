import type { RunDetail, RunRow } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { gridColours } from '../compare/grid-colours.js';
import { sharedAccuracy, sharedTest } from '../compare/shared-test.js';
import { sheetPicture } from '../compare/sheet-picture.js';
import {
  isRight,
  pixelsOf,
  probabilityOf,
  type TestEvaluation,
} from '../compare/test-evaluation.js';
import { testEvaluations } from '../compare/test-evaluations.js';
import { countOf, formatCount, formatDecimals, formatSignificant } from '../format/number.js';
import { store } from '../page.js';
import { chosenSnapshot, snapshotChoices } from '../predict/snapshot-choice.js';
import { formatAccuracy, formatSampleSize } from '../runs/accuracy.js';
import type { Details } from '../state/details.js';
import { Observe } from '../state/observe.js';
import { formatAddress, microscopeRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { subjectOf } from '../views/network-subjects.js';
import '../compare/confusion-table.js';
import '../compare/photo-sheet.js';
import '../compare/save-as.js';
import '../elements/one-of.js';
import '../elements/plain-notice.js';

const USUAL = 'best';
/** Multiply-adds that are computed without being asked for. */
const UNASKED = 6e10;

/**
 * One run on its test photos, computed in the page: accuracy, confusion, and the photos that it is
 * most wrong on or least sure of.
 * @fires details - CustomEvent<Details> with what is to change in the address.
 */
export class RunTests extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        margin-bottom: 8px;
      }
      confusion-table {
        margin: 14px 0 18px;
      }
      .photos {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
        margin-bottom: 14px;
      }
      one-of {
        max-width: 100%;
        overflow-x: auto;
      }
      plain-notice {
        width: fit-content;
        margin-top: 8px;
      }
    `,
  ];

  static override properties = {
    run: { attribute: false },
    details: { attribute: false },
    asked: { state: true },
  };

  declare run: RunRow;
  declare details: Details | undefined;
  /** Its long computation was asked for. */
  declare private asked: boolean;

  constructor() {
    super();
    this.asked = false;
    new Observe(this, store, testEvaluations);
  }

  protected override render() {
    const { run } = this;
    const subject = subjectOf(run);
    const n = run.split?.test ?? 0;
    if (typeof subject === 'string') return this.#renderState(subject);
    if ((run.multiplyAdds ?? 0) * n > UNASKED && !this.asked) {
      return html`<h2>Test photos</h2>
        <p class="soft">Its network is large: ${countOf(n, 'test photo')} take a while here.</p>
        <button
          type="button"
          @click=${() => {
            this.asked = true;
          }}
        >
          Compute it
        </button>`;
    }
    const choice = chosenSnapshot(subject.snapshots, this.details?.[`at.${run.id}`] ?? USUAL);
    const { value, problem } = testEvaluations.get(subject, choice.snapshot);
    return html`<div class="head">
        <h2 id="tests">Test photos</h2>
        <select
          aria-label="Snapshot of ${run.name}"
          @change=${(event: Event) => {
            const chosen = (event.target as HTMLSelectElement).value;
            this.#ask({ [`at.${run.id}`]: chosen === USUAL ? '' : chosen });
          }}
        >
          ${snapshotChoices(subject.snapshots).map(
            (one) =>
              html`<option value=${one.value} ?selected=${one.value === choice.value}>
                ${one.label}
              </option>`,
          )}
        </select>
      </div>
      ${
        value
          ? this.#renderEvaluation(subject.run, value)
          : html`<p class="soft" role="status">
              ${problem?.message ?? `Computing ${countOf(n, 'test photo')}…`}
            </p>`
      }`;
  }

  #renderState(words: string) {
    return html`<h2>Test photos</h2>
      <p class="soft" role="status">${words}</p>`;
  }

  #renderEvaluation({ name, classes }: RunDetail, evaluation: TestEvaluation) {
    const { photos, predictions, loss } = evaluation;
    const trained = photos.filter((photo) => photo.trained).length;
    const unseen = sharedTest([evaluation]);
    const accuracy = sharedAccuracy(unseen, 0);
    if (!accuracy) return nothing;
    const wrong = order(evaluation, false);
    const unsure = order(evaluation, true);
    const sheet = this.details?.sheet === 'unsure' ? 'unsure' : 'wrong';
    const photosOf = (places: readonly number[]) =>
      places.map((place) => this.#photoOf(evaluation, place));
    const shown = photosOf(sheet === 'wrong' ? wrong : unsure);
    const choices = [
      { value: 'wrong', label: `Most wrong, of ${formatCount(wrong.length)}` },
      { value: 'unsure', label: 'Least sure' },
    ];
    const { label } = choices.find(({ value }) => value === sheet)!;
    const picture = () =>
      sheetPicture(`${name}: ${label.toLowerCase()}`, shown, evaluation.shape, gridColours(this));
    return html`<p>
        <data class="right" value=${accuracy.correct}>${formatCount(accuracy.correct)}</data> right:
        <data class="accuracy" value=${accuracy.value}>${formatAccuracy(accuracy)}</data>
        <span class="soft">(${formatSampleSize(accuracy)}, 95 % interval)</span>, loss over
        ${countOf(photos.length, 'photo')}
        <data class="loss" value=${loss}>${formatSignificant(loss)}</data>.
      </p>
      ${
        trained > 0
          ? html`<plain-notice
              >${formatCount(trained)} of these photos were trained
              on${unseen.leaks ? ': this is not a test' : ', and are left out of the accuracy'}.</plain-notice
            >`
          : nothing
      }
      <confusion-table
        .name=${name}
        .classes=${classes}
        .labels=${photos.map(({ label }) => label)}
        .predictions=${predictions}
      ></confusion-table>
      <div class="photos">
        <one-of
          legend="Photos"
          .choices=${choices}
          .value=${sheet}
          @choose=${({ detail }: CustomEvent<string>) =>
            this.#ask({ sheet: detail === 'wrong' ? '' : detail })}
        ></one-of>
        <save-as name="${sheet}-${name}" .picture=${picture} .rows=${() => rowsOf(evaluation)}></save-as>
      </div>
      <photo-sheet
        .photos=${shown}
        .shape=${evaluation.shape}
        .label=${label}
      ></photo-sheet>`;
  }

  #photoOf(evaluation: TestEvaluation, place: number) {
    const { path, index, label } = evaluation.photos[place];
    const { classes, predictions } = evaluation;
    const said = predictions[place];
    const sure = formatDecimals(probabilityOf(evaluation, place, said), 2);
    return {
      ...{ path, title: classes[label], pixels: pixelsOf(evaluation, place) },
      address: formatAddress({ ...microscopeRoute([this.run.id]), photos: [index] }),
      lines: [said === label ? `✓ ${sure}` : `✗ ${classes[said]} ${sure}`],
    };
  }

  #ask(change: Details): void {
    this.dispatchEvent(new CustomEvent<Details>('details', { detail: change }));
  }
}

/** What was said of every test photo, as rows of a file. */
function rowsOf(evaluation: TestEvaluation): readonly (readonly string[])[] {
  const { photos, classes, predictions } = evaluation;
  return [
    ['photo', 'sha256', 'class', 'said', 'trained', ...classes.map((name) => `p(${name})`)],
    ...photos.map(({ path, hash, label, trained }, place) => [
      ...[path, hash, classes[label], classes[predictions[place]], String(trained)],
      ...classes.map((_, c) => String(probabilityOf(evaluation, place, c))),
    ]),
  ];
}

/** Places of wrong photos, the surest first; or of all photos, the least sure first. */
function order(evaluation: TestEvaluation, isUnsure: boolean): readonly number[] {
  const places = evaluation.photos.map((_, place) => place);
  const sure = places.map((place) =>
    probabilityOf(evaluation, place, evaluation.predictions[place]),
  );
  return isUnsure
    ? places.sort((a, b) => sure[a] - sure[b]).slice(0, 360)
    : places.filter((place) => !isRight(evaluation, place)).sort((a, b) => sure[b] - sure[a]);
}

customElements.define('run-tests', RunTests);

declare global {
  interface HTMLElementTagNameMap {
    'run-tests': RunTests;
  }
}
