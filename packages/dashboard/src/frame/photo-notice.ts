import type { PhotoProgress } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { formatCount } from '../format/number.js';
import { Observe } from '../state/observe.js';
import { photoWaits } from '../state/photo-waits.js';
import { base } from '../styles/base.js';

const STAGES: Readonly<Record<NonNullable<PhotoProgress['progress']>['stage'], string>> = {
  scan: 'The server lists the photos',
  decode: 'The server decodes the photos, once',
  draw: 'The server draws the photos, once',
};

/** Says in a corner, over every view, how far the server is with photos that the view waits for. */
export class PhotoNotice extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: fixed;
        right: 20px;
        bottom: 20px;
        z-index: 2;
      }
      .notice {
        width: 280px;
        padding: 10px 14px 12px;
        background: var(--raised);
        border: 1px solid var(--hairline);
        border-radius: 3px;
        box-shadow: 0 2px 12px rgb(0 0 0 / 12%);
        font-size: 0.8125rem;
      }
      progress {
        display: block;
        width: 100%;
        height: 6px;
        margin: 8px 0 6px;
        accent-color: var(--accent);
      }
      @media (max-width: 760px) {
        :host {
          inset: auto 16px 16px;
        }
        .notice {
          width: auto;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Observe(this, photoWaits);
  }

  protected override render() {
    const { progress } = photoWaits;
    // What changes by the second is not said aloud.
    return html`<div class=${progress ? 'notice' : ''}>
      <div role="status">${progress ? STAGES[progress.stage] : nothing}</div>
      ${
        progress
          ? html`<section aria-label="Photos under way">
              <progress
                aria-label="Photos"
                max=${Math.max(1, progress.total)}
                .value=${progress.done}
              ></progress>
              <span class="soft">${formatCount(progress.done)} of ${formatCount(progress.total)}</span>
            </section>`
          : nothing
      }
    </div>`;
  }
}

customElements.define('photo-notice', PhotoNotice);

declare global {
  interface HTMLElementTagNameMap {
    'photo-notice': PhotoNotice;
  }
}
