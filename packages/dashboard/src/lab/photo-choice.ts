import { css, html, LitElement, nothing } from 'lit';
import type { OwnPhoto } from '../inside/own-photos.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { choicesOf, selectOf } from './control-parts.js';
import { FIRST_DRAWING } from './drawing.js';
import type { LabState, PhotoSource } from './lab-state.js';
import './drawing-pad.js';

/**
 * Where the photo comes from: the set, a file, or a drawing.
 * @fires choose - CustomEvent<Partial<LabState>>: what was chosen.
 * @fires files - CustomEvent<HTMLInputElement>: the field with files that were chosen.
 * @fires pick - The sheet of the set's photos is asked for.
 */
export class PhotoChoice extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
      }
      .own {
        display: inline-flex;
        position: relative;
      }
      .own input {
        position: absolute;
        opacity: 0;
        width: 1px;
        height: 1px;
      }
      .own:has(:focus-visible) {
        outline: 2px solid var(--ink);
        outline-offset: 2px;
      }
      .select {
        color: var(--ink-soft);
      }
      select {
        color: var(--ink);
        margin-left: 4px;
        max-width: 24ch;
      }
      drawing-pad {
        margin-top: 10px;
      }
    `,
  ];

  static override properties = {
    state: { attribute: false },
    owns: { attribute: false },
    hasSet: { type: Boolean },
  };

  declare state: LabState;
  /** The photos of one's own, newest last. */
  declare owns: readonly OwnPhoto[];
  /** A run with photos is here. */
  declare hasSet: boolean;

  protected override render() {
    const { state } = this;
    return html`<div class="bar">
        ${choicesOf<PhotoSource>(
          'Photo',
          [
            ...(this.hasSet ? [['set', 'From the set'] as const] : []),
            ['own', 'Own'],
            ['drawing', 'Drawn'],
          ],
          state.source,
          (source) => this.#choose({ source }),
        )}
        ${
          state.source === 'set' && this.hasSet
            ? html`<button type="button" @click=${() => this.dispatchEvent(new Event('pick'))}>Choose a photo</button>`
            : nothing
        }
        ${state.source === 'own' ? this.#renderOwn() : nothing}
      </div>
      ${
        state.source === 'drawing'
          ? html`<drawing-pad
              .drawing=${state.drawing ?? FIRST_DRAWING}
              @draw=${(event: CustomEvent<LabState['drawing']>) => this.#choose({ drawing: event.detail })}
            ></drawing-pad>`
          : nothing
      }`;
  }

  #renderOwn() {
    const { owns, state } = this;
    const shown = owns.find(({ key }) => key === state.own) ?? owns.at(-1);
    return html`<label class="button own"
        >Choose a file<input
          type="file"
          accept="image/*"
          aria-label="Own photo"
          @change=${(event: Event) => this.dispatchEvent(new CustomEvent('files', { detail: event.target }))}
      /></label>
      ${
        shown && owns.length > 1
          ? selectOf(
              'Which',
              owns.map(({ key, name }) => [key, name] as const),
              shown.key,
              (own) => this.#choose({ own }),
            )
          : nothing
      }
      <span class="soft">or drop or paste one; it stays in this page</span>`;
  }

  #choose(change: Partial<LabState>): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: change }));
  }
}

customElements.define('photo-choice', PhotoChoice);

declare global {
  interface HTMLElementTagNameMap {
    'photo-choice': PhotoChoice;
  }
}
