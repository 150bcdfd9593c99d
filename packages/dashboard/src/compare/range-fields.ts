import { css, html, LitElement } from 'lit';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import type { Brushes, RunValue } from './run-values.js';
import { tickText, type ValueAxis } from './value-axis.js';

/** A range that picks, or undefined: every value is picked. */
export interface BrushChange {
  readonly key: string;
  readonly range: readonly [number, number] | undefined;
}

/**
 * The ranges of parallel axes as fields.
 * @fires range - CustomEvent<BrushChange> with one that was changed.
 */
export class RangeFields extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      details {
        margin-top: 6px;
      }
      summary {
        cursor: pointer;
        color: var(--ink-soft);
        width: fit-content;
      }
      .ranges {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 260px), 1fr));
        gap: 8px 24px;
        margin-top: 8px;
      }
      fieldset {
        display: flex;
        align-items: center;
        gap: 6px;
        margin: 0;
        padding: 0;
        border: 0;
        min-width: 0;
      }
      legend {
        padding: 0;
        color: var(--ink-soft);
        overflow-wrap: anywhere;
      }
      input {
        font: inherit;
        color: inherit;
        background: var(--raised);
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        min-height: 30px;
        width: 100px;
        min-width: 0;
        padding: 0 8px;
      }
    `,
  ];

  static override properties = {
    values: { attribute: false },
    axes: { attribute: false },
    brushes: { attribute: false },
  };

  declare values: readonly RunValue[];
  /** An axis for each of the values. */
  declare axes: readonly ValueAxis[];
  declare brushes: Brushes;

  protected override render() {
    const { axes } = this;
    return html`<details>
      <summary>Ranges in numbers</summary>
      <div class="ranges">
        ${this.values.map(({ key, label, words }, at) => {
          const brush = this.brushes.get(key);
          if (words) {
            return html`<fieldset>
              <legend>${label}</legend>
              <select
                aria-label=${label}
                @change=${(event: Event) => {
                  const { value } = event.target as HTMLSelectElement;
                  this.#say(
                    key,
                    value === '' ? undefined : [Number(value) - 0.5, Number(value) + 0.5],
                  );
                }}
              >
                <option value="">any</option>
                ${words.map(
                  (word, i) =>
                    html`<option
                      value=${i}
                      ?selected=${brush !== undefined && brush[0] < i && i < brush[1] && brush[1] - brush[0] <= 1}
                    >
                      ${word}
                    </option>`,
                )}
              </select>
            </fieldset>`;
          }
          const [low, high] = [axes[at].valueAt(0), axes[at].valueAt(1)];
          const input = (end: 0 | 1) =>
            html`<input
              type="number"
              step="any"
              aria-label="${label} ${end === 0 ? 'from' : 'to'}"
              placeholder=${tickText(end === 0 ? low : high)}
              .value=${brush ? String(brush[end]) : ''}
              @change=${(event: Event) => {
                const { value } = event.target as HTMLInputElement;
                const ends: [number, number] = [brush?.[0] ?? low, brush?.[1] ?? high];
                ends[end] = value === '' ? [low, high][end] : Number(value);
                const isWhole = value === '' && ends[0] <= low && ends[1] >= high;
                this.#say(key, isWhole || ends[0] > ends[1] ? undefined : ends);
              }}
            />`;
          return html`<fieldset><legend>${label}</legend>${input(0)} to ${input(1)}</fieldset>`;
        })}
      </div>
    </details>`;
  }

  #say(key: string, range: BrushChange['range']): void {
    this.dispatchEvent(new CustomEvent<BrushChange>('range', { detail: { key, range } }));
  }
}

customElements.define('range-fields', RangeFields);

declare global {
  interface HTMLElementTagNameMap {
    'range-fields': RangeFields;
  }
}
