import { wilsonInterval } from '@peasy/core';
import { css, html, LitElement, nothing } from 'lit';
import { formatCount, formatDecimals } from '../format/number.js';
import { navigation } from '../page.js';
import type { RunLook } from '../runs/look.js';
import { formatAddress, microscopeRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import type { NeverSeen } from './never-seen.js';
import '../elements/photo-thumb.js';
import '../elements/run-mark.js';

/** Never-seen test photos of a run with its probabilities above each, as in the post; what is wrong is marked. */
export class NeverSeenGrid extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 4px 10px;
      }
      ol {
        display: grid;
        grid-template-columns: repeat(6, minmax(0, 88px));
        gap: 12px 8px;
        margin-top: 12px;
      }
      li a {
        display: block;
        width: fit-content;
        padding: 2px;
        margin: -2px;
        text-decoration: none;
        font-size: 0.6875rem;
        line-height: 1.4;
        white-space: nowrap;
      }
      .numbers {
        display: flex;
        justify-content: space-between;
        width: 64px;
        margin-bottom: 2px;
        color: var(--ink-soft);
      }
      .numbers.many {
        display: block;
      }
      b {
        font-weight: 650;
        color: var(--ink);
      }
      photo-thumb {
        outline: 1px solid var(--hairline);
      }
      .wrong photo-thumb {
        outline: 2px solid var(--warning);
        outline-offset: 1px;
      }
      .word {
        display: block;
        margin-top: 2px;
      }
      .wrong .word {
        color: var(--warning);
        font-weight: 550;
      }
      @media (max-width: 760px) {
        ol {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }
    `,
  ];

  static override properties = {
    run: {},
    name: {},
    look: { attribute: false },
    classes: { attribute: false },
    epoch: {},
    drawn: { attribute: false },
    probabilities: { attribute: false },
  };

  /** Id of the run. */
  declare run: string;
  declare name: string;
  declare look: RunLook | undefined;
  declare classes: readonly string[];
  /** The snapshot in words. */
  declare epoch: string;
  declare drawn: NeverSeen;
  /** `[photos, classes]`. */
  declare probabilities: Float32Array;

  protected override render() {
    const { drawn, classes } = this;
    const tops = drawn.photos.map((_, i) => topOf(this.#row(i)));
    const right = drawn.photos.filter(({ label }, i) => tops[i] === label).length;
    return html`<section aria-label="Never-seen photos, ${this.name}">
      <header>
        <run-mark .look=${this.look}></run-mark>
        <h3>${this.name}</h3>
        <span class="soft">${this.epoch}</span>
      </header>
      ${this.#renderSum(right)}
      ${classes.length === 2 ? html`<p class="soft">Above each: P(${classes[0]}), P(${classes[1]}).</p>` : nothing}
      <ol>
        ${drawn.photos.map((_, i) => this.#renderPhoto(i, tops[i]))}
      </ol>
    </section>`;
  }

  #renderSum(right: number) {
    const n = this.drawn.photos.length;
    if (n === 0) {
      return html`<p class="soft">
        ${
          this.drawn.tested > 0
            ? `All ${formatCount(this.drawn.tested)} test photos of this run were trained on: its split leaks, so none is never-seen.`
            : 'This run kept no test photos.'
        }
      </p>`;
    }
    const { low, high } = wilsonInterval(right, n);
    return html`<p>
      <data class="right" value=${right}>${right}</data> of ${n} right:
      ${formatDecimals(right / n, 2)}, 95 % interval ${formatDecimals(low, 2)} to
      ${formatDecimals(high, 2)}
      <span class="soft">(n = ${n}, drawn from ${formatCount(this.drawn.total)} never trained on)</span>
    </p>`;
  }

  #renderPhoto(i: number, top: number) {
    const { shape, pixels, photos } = this.drawn;
    const { label, path, index } = photos[i];
    const bytes = shape[0] * shape[1] * shape[2];
    const isRight = top === label;
    const word = isRight
      ? `✓ ${this.classes[label]}`
      : `✗ ${this.classes[top]}, is ${this.classes[label]}`;
    const address = formatAddress({ ...microscopeRoute([this.run]), photos: [index] });
    return html`<li class=${isRight ? '' : 'wrong'}>
      <a href=${address} title="${path}: into the microscope" @click=${this.#keepSelection(index)}>
        ${this.#renderNumbers(i, top)}
        <photo-thumb
          .pixels=${pixels.subarray(i * bytes, (i + 1) * bytes)}
          .shape=${shape}
          .zoom=${Math.max(1, Math.floor(64 / shape[0]))}
        ></photo-thumb>
        <span class="word">${word}</span>
      </a>
    </li>`;
  }

  /** Both probabilities of two classes; of more, the largest by name. */
  #renderNumbers(i: number, top: number) {
    const row = this.#row(i);
    if (row.length !== 2) {
      return html`<span class="numbers many">${this.classes[top]} <b>${formatDecimals(row[top], 2)}</b></span>`;
    }
    return html`<span class="numbers"
      >${Array.from(row, (value, c) =>
        c === top
          ? html`<b><data value=${value}>${formatDecimals(value, 2)}</data></b>`
          : html`<data value=${value}>${formatDecimals(value, 2)}</data>`,
      )}</span
    >`;
  }

  /** A plain click goes there with all selected runs, so that they are looked at side by side. */
  #keepSelection(index: number) {
    return (event: MouseEvent): void => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      const { selected } = navigation.route;
      const runs = selected.length > 0 ? selected : [this.run];
      navigation.go({ ...microscopeRoute(runs), photos: [index] });
    };
  }

  #row(i: number): Float32Array {
    const { length } = this.classes;
    return this.probabilities.subarray(i * length, (i + 1) * length);
  }
}

function topOf(row: Float32Array): number {
  return row.indexOf(Math.max(...row));
}

customElements.define('never-seen-grid', NeverSeenGrid);

declare global {
  interface HTMLElementTagNameMap {
    'never-seen-grid': NeverSeenGrid;
  }
}
