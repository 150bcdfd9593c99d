import type { Tensor } from '@peasy/core';
import { html } from 'lit';
import { formatDecimals } from '../format/number.js';

/** The weights in numbers, a table a channel. */
export function renderNumbers({ shape, values }: Tensor) {
  const [height, width, depth] = shape;
  return html`<div class="numbers">
    ${Array.from(
      { length: depth },
      (_, c) => html`<table>
        <caption class="out-of-sight">
          Channel ${c}
        </caption>
        ${Array.from(
          { length: height },
          (__, y) => html`<tr>
            ${Array.from({ length: width }, (___, x) => {
              const value = values[(y * width + x) * depth + c];
              return html`<td><data value=${value}>${formatDecimals(value, 3)}</data></td>`;
            })}
          </tr>`,
        )}
      </table>`,
    )}
  </div>`;
}
