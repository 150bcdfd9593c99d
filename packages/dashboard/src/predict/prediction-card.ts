import { css, html, LitElement, nothing } from 'lit';
import { epochText } from '../format/epoch.js';
import { countOf, formatDecimals } from '../format/number.js';
import { fitOf, type OwnPhoto, ownPixels } from '../inside/own-photos.js';
import type { RunLook } from '../runs/look.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import type { Asked } from './asked.js';
import { predictions } from './predict-page.js';
import { topClasses, votes } from './top-classes.js';
import '../elements/class-bars.js';
import '../elements/run-mark.js';
import './squash-figure.js';

/** Classes of a run that are shown. */
const MOST_CLASSES = 6;

/**
 * A photo as it is and as the networks get it, and what each of them says of it.
 * @fires look - The photo is to be looked at in the microscope.
 * @fires remove - It is to be forgotten.
 */
export class PredictionCard extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      article {
        display: flex;
        flex-wrap: wrap;
        gap: 14px 24px;
        padding: 14px 0 18px;
        border-top: 1px solid var(--hairline);
      }
      header {
        flex: 1 0 100%;
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 4px 8px;
      }
      h2 {
        margin-right: auto;
        overflow-wrap: anywhere;
      }
      .said {
        flex: 1 1 300px;
        min-width: 0;
      }
      .answers {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 210px), 1fr));
        gap: 14px 24px;
        align-items: start;
      }
      .votes {
        margin-bottom: 12px;
        font-weight: 550;
      }
      h3 {
        display: flex;
        align-items: center;
        gap: 6px;
        margin-bottom: 4px;
      }
      h3 .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      h3 .soft {
        margin-left: auto;
        font-weight: 400;
        white-space: nowrap;
      }
    `,
  ];

  static override properties = {
    photo: { attribute: false },
    asked: { attribute: false },
    looks: { attribute: false },
  };

  declare photo: OwnPhoto;
  declare asked: readonly Asked[];
  declare looks: ReadonlyMap<string, RunLook>;

  constructor() {
    super();
    new Observe(this, predictions);
  }

  protected override render() {
    const { photo, asked } = this;
    const ways = new Map(
      asked.map(({ network, run }) => {
        const fit = fitOf(run.params);
        return [`${network.input.join()} ${fit}`, { input: network.input, fit }] as const;
      }),
    );
    return html`<article aria-label=${photo.name}>
      <header>
        <h2>${photo.name}</h2>
        <button type="button" class="bare" @click=${() => this.dispatchEvent(new Event('look'))}>
          Look inside
        </button>
        <button
          type="button"
          class="bare"
          aria-label="Remove ${photo.name}"
          @click=${() => this.dispatchEvent(new Event('remove'))}
        >
          Remove
        </button>
      </header>
      ${[...ways.values()].map(
        ({ input, fit }) =>
          html`<squash-figure .photo=${photo} .input=${input} .fit=${fit}></squash-figure>`,
      )}
      <div class="said">
        ${this.#renderVotes()}
        <div class="answers">${asked.map((one) => this.#renderAnswer(one))}</div>
      </div>
    </article>`;
  }

  #predictionOf({ run, network, choice }: Asked) {
    return predictions.get({
      network,
      snapshot: choice.snapshot.id,
      photo: this.photo.key,
      pixels: ownPixels(this.photo, network.input, fitOf(run.params)),
    });
  }

  /** In a sentence, where there is more than one to agree. */
  #renderVotes() {
    if (this.asked.length < 2) return nothing;
    const known = this.asked.flatMap((one) => {
      const { value } = this.#predictionOf(one);
      return value ? [topClasses(one.run.classes, value, Number.POSITIVE_INFINITY).shown] : [];
    });
    if (known.length < this.asked.length) return nothing;
    const words = votes(known).map(({ name, runs }) => `${name}: ${countOf(runs, 'run')}`);
    return html`<p class="votes" role="status">${words.join(', ')}</p>`;
  }

  #renderAnswer(one: Asked) {
    const { run, choice } = one;
    const { value, problem } = this.#predictionOf(one);
    return html`<section class="answer" aria-label="${run.name} of ${this.photo.name}">
      <h3>
        <run-mark .look=${this.looks.get(run.id)}></run-mark>
        <span class="name" title=${run.name}>${run.name}</span>
        <span class="soft">epoch ${epochText(choice.snapshot.epoch)}</span>
      </h3>
      ${
        value
          ? renderClasses(run.classes, value)
          : html`<p class="soft" role="status">${problem?.message ?? 'Computing…'}</p>`
      }
    </section>`;
  }
}

function renderClasses(classes: readonly string[], probabilities: ArrayLike<number>) {
  const { shown, others, rest } = topClasses(classes, probabilities, MOST_CLASSES);
  return html`<class-bars
      .classes=${shown.map(({ name }) => name)}
      .probabilities=${shown.map(({ probability }) => probability)}
    ></class-bars>
    ${
      others > 0
        ? html`<p class="soft">${countOf(others, 'other class', 'other classes')}: ${formatDecimals(rest, 4)}</p>`
        : nothing
    }`;
}

customElements.define('prediction-card', PredictionCard);

declare global {
  interface HTMLElementTagNameMap {
    'prediction-card': PredictionCard;
  }
}
