import { css, html, LitElement, svg } from 'lit';
import { base } from '../styles/base.js';

const PHOTOS = 25_000;
/** Shares of the one shuffled list: its first three quarters, and its first quarter. */
const PARTS = [
  { name: 'trained on', from: 0, to: 0.75, className: 'train' },
  { name: 'the test of the post', from: 0, to: 0.25, className: 'leak' },
  { name: 'never seen', from: 0.75, to: 1, className: 'unseen' },
] as const;

/** Which of the post's photos were trained on, and which it was tested on: the same ones. */
export class LeakFigure extends LitElement {
  static override styles = [
    base,
    css`
      p {
        margin-top: 8px;
        font-weight: 550;
      }
      svg {
        display: block;
        width: 100%;
        max-width: 640px;
        height: 14px;
        border: 1px solid var(--edge);
      }
      .whole {
        fill: var(--surface);
      }
      .train {
        fill: var(--ink-soft);
      }
      .leak {
        fill: var(--warning);
      }
      .unseen {
        fill: var(--ink);
      }
      figcaption {
        margin-top: 6px;
        max-width: 68ch;
      }
    `,
  ];

  protected override render() {
    const words = PARTS.map(
      ({ name, from, to }) =>
        `${name}: photos ${(from * PHOTOS + 1).toLocaleString('en-GB')} to ${(to * PHOTOS).toLocaleString('en-GB')}`,
    );
    return html`<figure>
      ${PARTS.map(
        ({ from, to, className }, i) => html`<p>${words[i]}</p>
          ${svg`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="whole" width="100" height="10"></rect>
            <rect class=${className} x=${from * 100} width=${(to - from) * 100} height="10"></rect>
          </svg>`}`,
      )}
      <figcaption>
        The published weights are right on 0.8974 ± 0.0038 of all 25,000 photos. If they are right on
        0.9706 of the three quarters that they were trained on, then 0.75 × 0.9706 + 0.25 × h = 0.8974, and h = 0.68: that is
        what the network is worth on photos that it has not seen.
      </figcaption>
    </figure>`;
  }
}

customElements.define('leak-figure', LeakFigure);

declare global {
  interface HTMLElementTagNameMap {
    'leak-figure': LeakFigure;
  }
}
