import { css, html, LitElement, nothing } from 'lit';
import { countOf, formatSignificant } from '../format/number.js';
import type { ValuePalette, ValueRange } from '../inside/colour-scale.js';
import { base } from '../styles/base.js';
import { cellColours } from './cell-colours.js';
import { paintedCell } from './painted-cell.js';
import type { ChannelWindow, SlideWindow } from './slide.js';

/** Channels whose products are written out; of more, those that weigh most. */
const MOST_CHANNELS = 3;

/** Values under the kernel, times the kernel, the products and their sum; by channel, where there are several. */
export class ProductsSheet extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      .channel {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 6px;
        margin-bottom: 10px;
      }
      .factor {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      .sign {
        font-size: 1rem;
        color: var(--ink-soft);
        padding-top: 18px;
      }
      .part {
        flex-basis: 100%;
      }
      table {
        border-collapse: collapse;
        font-size: 0.6875rem;
      }
      caption {
        text-align: left;
        color: var(--ink-soft);
        padding-bottom: 2px;
        white-space: nowrap;
      }
      td {
        position: relative;
        border: 1px solid var(--hairline);
        padding: 0 2px;
        height: 26px;
        min-width: 51px;
        text-align: right;
        font-family: var(--mono);
        white-space: nowrap;
      }
      td.outside {
        border: 1px dashed var(--edge);
        font-style: italic;
      }
      td.first::before {
        content: '';
        position: absolute;
        left: 1px;
        top: 1px;
        border: 3px solid;
        border-color: currentColor transparent transparent currentColor;
      }
      .sum {
        font-size: 1rem;
        white-space: nowrap;
      }
      .sum data {
        font-weight: 620;
      }
      .parts {
        margin-top: 4px;
        max-width: 62ch;
      }
    `,
  ];

  static override properties = {
    window: { attribute: false },
    names: { attribute: false },
    bias: { type: Number },
    range: { attribute: false },
    palette: {},
    flips: { type: Boolean },
    own: { type: Number },
  };

  declare window: SlideWindow;
  /** Of the channels. */
  declare names: readonly string[];
  /** Undefined: none is added. */
  declare bias: number | undefined;
  /** Of the inputs. */
  declare range: ValueRange;
  declare palette: ValuePalette;
  declare flips: boolean;
  /** What a layer has at this place, where that is the same sum. */
  declare own: number | undefined;

  protected override render() {
    const { channels } = this.window;
    const order = channels
      .map((channel, i) => ({ channel, name: this.names[i] ?? '' }))
      .sort((a, b) => Math.abs(b.channel.sum) - Math.abs(a.channel.sum));
    const shown = channels.length > MOST_CHANNELS ? order.slice(0, MOST_CHANNELS) : undefined;
    const written = shown ?? channels.map((channel, i) => ({ channel, name: this.names[i] ?? '' }));
    const rest = order.slice(MOST_CHANNELS).reduce((total, { channel }) => total + channel.sum, 0);
    return html`${written.map(({ channel, name }) => this.#renderChannel(channel, name))}
      ${
        this.#isAlone
          ? nothing
          : html`<p class="parts soft">
              ${written.map(({ channel, name }) => html`${name} ${short(channel.sum)}, `)}
              ${shown ? html`${countOf(order.length - MOST_CHANNELS, 'other channel')} ${short(rest)}, ` : nothing}
              bias ${short(this.bias ?? 0)}
            </p>`
      }
      ${this.#isAlone ? nothing : this.#renderSum()}
      ${
        this.own === undefined
          ? nothing
          : html`<p class="soft">
              The layer's own output here: <data class="own" value=${this.own}>${short(this.own)}</data>
            </p>`
      }`;
  }

  #renderChannel({ inputs, kernel, products, sum }: ChannelWindow, name: string) {
    const about = (values: readonly number[]) => {
      const reach = Math.max(...values.map(Math.abs)) || 1;
      return { from: -reach, to: reach };
    };
    const isAlone = this.window.channels.length === 1;
    const first = this.flips ? kernel.length - 1 : 0;
    return html`<div class="channel">
      ${isAlone ? nothing : html`<h3 class="part">${name}: <span class="soft">${short(sum)}</span></h3>`}
      ${this.#renderTable('under the window', inputs, this.range, this.palette)}
      <div class="factor">
        <span class="sign" aria-hidden="true">×</span>
        ${this.#renderTable(this.flips ? 'kernel, flipped' : 'kernel', kernel, about(kernel), 'colour', first)}
      </div>
      <div class="factor">
        <span class="sign" aria-hidden="true">=</span>
        ${this.#renderTable('products', products, about(products), 'colour')}
      </div>
      ${this.#isAlone ? this.#renderSum() : nothing}
    </div>`;
  }

  /** The products of one channel are all that is summed. */
  get #isAlone(): boolean {
    return this.window.channels.length === 1 && this.bias === undefined;
  }

  #renderSum() {
    const { sum } = this.window;
    return html`<p class="sum">sum <data value=${sum}>${short(sum)}</data></p>`;
  }

  /** @param first of the kernel's numbers as written, to be marked. */
  #renderTable(
    caption: string,
    values: readonly number[],
    range: ValueRange,
    palette: ValuePalette,
    first?: number,
  ) {
    const { size, outside } = this.window;
    const isOutside = (i: number) => first === undefined && outside[i];
    return html`<table>
      <caption>
        ${caption}
      </caption>
      <tbody>
        ${Array.from({ length: size }, (_, row) => row * size).map(
          (start) => html`<tr>
            ${values.slice(start, start + size).map(
              (value, i) => html`<td
                class=${start + i === first ? 'first' : isOutside(start + i) ? 'outside' : ''}
                ${paintedCell(cellColours(range, palette, value))}
              >
                ${cell(value)}
              </td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

/** As wide as any other in a cell: seven signs. */
function cell(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || size >= 0.01) return short(value);
  return size >= 1e-3
    ? formatSignificant(value, 2)
    : value.toExponential(1).replace(/-/g, '\u2212');
}

function short(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e4
    ? formatSignificant(value, 1)
    : formatSignificant(value, 3);
}

customElements.define('products-sheet', ProductsSheet);

declare global {
  interface HTMLElementTagNameMap {
    'products-sheet': ProductsSheet;
  }
}
