import { css, html, LitElement } from 'lit';
import { ownPhotos } from '../inside/inside-page.js';
import { navigation } from '../page.js';
import type { Asked } from '../predict/asked.js';
import { PhotoIntake } from '../predict/photo-intake.js';
import { neverSeen } from '../predict/predict-page.js';
import { renderNeverSeen } from '../predict/render-never-seen.js';
import type { RunLook } from '../runs/look.js';
import { Observe } from '../state/observe.js';
import { microscopeRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import '../elements/plain-notice.js';
import '../predict/prediction-card.js';

/** The post's grid of six by six photos that were never seen, and a photo from outside, live. */
export class UnseenFigure extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .grids {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 500px), 1fr));
        gap: 28px 32px;
        margin: 12px 0 20px;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
      }
      .dropping {
        outline: 2px dashed var(--accent);
        outline-offset: 6px;
      }
      label {
        position: relative;
      }
      input {
        position: absolute;
        opacity: 0;
        width: 1px;
        height: 1px;
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--ink);
        outline-offset: 2px;
      }
    `,
  ];

  static override properties = {
    asked: { attribute: false },
    looks: { attribute: false },
    draw: { state: true },
  };

  declare asked: readonly Asked[];
  declare looks: ReadonlyMap<string, RunLook>;
  /** Which photos are drawn. */
  declare private draw: number;

  readonly #intake = new PhotoIntake(this);

  constructor() {
    super();
    this.draw = 1;
    new Observe(this, neverSeen, ownPhotos);
  }

  protected override render() {
    const newest = ownPhotos.photos.at(-1);
    return html`<div class=${this.#intake.isDropping ? 'dropping' : ''}>
      <button
        type="button"
        @click=${() => {
          this.draw++;
        }}
      >
        Draw others
      </button>
      <div class="grids">${this.asked.map((one) => renderNeverSeen(one, this.draw, this.looks))}</div>
      <div class="bar">
        <label class="button"
          >A photo of your own<input
            type="file"
            accept="image/*"
            aria-label="A photo of your own"
            @change=${(event: Event) => this.#intake.takeFrom(event.target as HTMLInputElement)}
        /></label>
        <span class="soft">or drop or paste one; it stays in this page</span>
      </div>
      ${this.#intake.problems.map((words) => html`<plain-notice role="alert">${words}</plain-notice>`)}
      ${
        newest
          ? html`<prediction-card
              .photo=${newest}
              .asked=${this.asked}
              .looks=${this.looks}
              @look=${() => navigation.go(microscopeRoute(this.asked.map(({ run }) => run.id)))}
              @remove=${() => ownPhotos.remove(newest.key)}
            ></prediction-card>`
          : ''
      }
    </div>`;
  }
}

customElements.define('unseen-figure', UnseenFigure);

declare global {
  interface HTMLElementTagNameMap {
    'unseen-figure': UnseenFigure;
  }
}
