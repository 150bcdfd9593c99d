import { css, html, LitElement, nothing } from 'lit';
import { formatSignificant } from '../format/number.js';
import type { ChannelProducts, Explanation } from '../inside/explain-value.js';
import { base } from '../styles/base.js';

/** Channels whose products are written out; the sums of all of them stand below. */
const WRITTEN_CHANNELS = 3;

/** A number in three digits, with all of it for who asks. */
const number = (value: number) =>
  html`<data value=${value} title=${value}>${formatSignificant(value, 3)}</data>`;

/** How one value of a map came about: the very products, their sums by channel, the bias, who won. */
export class ValueLoupe extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        font-size: 0.75rem;
      }
      h3 {
        margin-bottom: 2px;
      }
      .value {
        font-size: 1.125rem;
        font-weight: 620;
        margin: 2px 0 8px;
      }
      .channels {
        display: flex;
        flex-direction: column;
        gap: 8px;
      }
      .window {
        display: flex;
        align-items: center;
        gap: 6px;
        flex-wrap: wrap;
      }
      table {
        border-collapse: collapse;
        font-family: var(--mono);
        font-size: 0.6563rem;
      }
      td,
      th {
        padding: 1px 3px;
        text-align: right;
        border: 1px solid var(--hairline);
        min-width: 4ch;
        font-weight: 400;
      }
      th {
        color: var(--ink-soft);
      }
      .outside {
        color: var(--ink-soft);
        background: var(--shade);
      }
      .winner {
        color: var(--accent);
        font-weight: 700;
      }
      .sums {
        columns: 5;
        margin: 6px 0;
        font-family: var(--mono);
        font-size: 0.6563rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto auto;
        gap: 0 12px;
        justify-content: start;
      }
      dd {
        text-align: right;
        font-family: var(--mono);
      }
    `,
  ];

  static override properties = {
    heading: {},
    computed: { type: Number },
    explanation: { attribute: false },
  };

  /** Which value it is, in words. */
  declare heading: string;
  /** What the network computed. */
  declare computed: number;
  declare explanation: Explanation | undefined;

  protected override render() {
    return html`<h3>${this.heading}</h3>
      <p class="value">${number(this.computed)}</p>
      ${this.explanation ? this.#renderHow(this.explanation) : nothing}`;
  }

  #renderHow(how: Explanation) {
    switch (how.kind) {
      case 'conv2d':
        return this.#renderConvolution(how);
      case 'dense':
        return html`<p>
            The ${how.products.length} largest of ${how.living} products that are not zero, of
            ${how.inputs} inputs:
          </p>
          <table>
            <tr>
              <th scope="col">input</th>
              <th scope="col">value</th>
              <th scope="col">weight</th>
              <th scope="col">product</th>
            </tr>
            ${how.products.map(
              ({ index, input, weight, product }) => html`<tr>
                <th scope="row">${index}</th>
                <td>${number(input)}</td>
                <td>${number(weight)}</td>
                <td>${number(product)}</td>
              </tr>`,
            )}
          </table>
          <dl>
            <dt>products above zero</dt>
            <dd>${number(how.positive)}</dd>
            <dt>products below zero</dt>
            <dd>${number(how.negative)}</dd>
            <dt>bias</dt>
            <dd>${number(how.bias)}</dd>
            <dt>sum</dt>
            <dd>${number(how.value)}</dd>
          </dl>`;
      case 'pool':
        return html`<p>
            ${how.how === 'max' ? 'The largest' : 'The mean'} of ${how.size} × ${how.size}:
          </p>
          ${square(how.inputs, how.size, (i) => (i === how.winner ? 'winner' : ''))}`;
      case 'function':
        return html`<p class="mono">${how.formula}</p>
          <dl>
            ${how.inputs.map(
              ({ name, value }) => html`<dt>${name}</dt>
                <dd>${number(value)}</dd>`,
            )}
          </dl>`;
    }
  }

  #renderConvolution({ channels, size, bias, value }: Extract<Explanation, { kind: 'conv2d' }>) {
    const bySum = [...channels].sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum));
    const written =
      channels.length <= WRITTEN_CHANNELS ? channels : bySum.slice(0, WRITTEN_CHANNELS);
    return html`<div class="channels">
        ${written.map((channel) => this.#renderChannel(channel, size))}
      </div>
      ${
        channels.length > WRITTEN_CHANNELS
          ? html`<p>Sums of all ${channels.length} channels:</p>
            <ol class="sums">
              ${channels.map(({ channel, sum }) => html`<li>${channel}: ${number(sum)}</li>`)}
            </ol>`
          : nothing
      }
      <dl>
        <dt>sum of products</dt>
        <dd>${number(value - bias)}</dd>
        <dt>bias</dt>
        <dd>${number(bias)}</dd>
        <dt>before the activation</dt>
        <dd>${number(value)}</dd>
      </dl>`;
  }

  #renderChannel({ channel, inputs, filter, products, sum }: ChannelProducts, size: number) {
    const outside = (i: number) => (inputs[i] === null ? 'outside' : '');
    return html`<div>
      <p>channel ${channel}: values · filter = products, sum <strong>${number(sum)}</strong></p>
      <div class="window">
        ${square(
          inputs.map((input) => input ?? 0),
          size,
          outside,
        )}
        <span aria-hidden="true">·</span>
        ${square(filter, size)}
        <span aria-hidden="true">=</span>
        ${square(products, size, outside)}
      </div>
    </div>`;
  }
}

/** Numbers in a square table. */
function square(values: readonly number[], size: number, look: (i: number) => string = () => '') {
  const rows = Array.from({ length: size }, (_, row) => row);
  return html`<table>
    ${rows.map(
      (row) => html`<tr>
        ${rows.map((column) => {
          const i = row * size + column;
          return html`<td class=${look(i)}>${number(values[i])}</td>`;
        })}
      </tr>`,
    )}
  </table>`;
}

customElements.define('value-loupe', ValueLoupe);

declare global {
  interface HTMLElementTagNameMap {
    'value-loupe': ValueLoupe;
  }
}
