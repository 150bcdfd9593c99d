import { css, html, LitElement, svg } from 'lit';
import { base } from '../styles/base.js';
import { flatten, RESHAPES, type Reshape, reshape, SMALL_PICTURE } from './reshape.js';

const WORDS: Readonly<Record<Reshape, string>> = {
  rowColumnChannel: 'as it was flattened: the picture',
  channelRowColumn: 'channels first: crazy',
  columnsFirst: 'columns before rows: turned about its diagonal',
  channelsFirstPixel: 'channels first and turned: crazy too',
};
const CHANNELS = ['red', 'green', 'blue'];
const CHANNEL_COLOURS = ['#c2301d', '#2f8a4f', '#0061b1'];

/** What flatten does to a picture of four pixels, and what comes of putting the numbers back in the wrong order. */
export class FlattenFigure extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 14px 22px;
        align-items: flex-start;
      }
      .line + .line {
        margin-top: 16px;
      }
      svg {
        display: block;
      }
      figcaption {
        font-size: 0.75rem;
        color: var(--ink-soft);
        max-width: 18ch;
        margin-top: 4px;
      }
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
        font: 0.6875rem var(--mono);
      }
      li {
        border: 1px solid var(--hairline);
        padding: 2px 4px;
        min-width: 4ch;
        text-align: right;
      }
    `,
  ];

  protected override render() {
    const row = flatten(SMALL_PICTURE);
    return html`<div class="line">
        <figure>
          ${drawn(SMALL_PICTURE)}
          <figcaption>four pixels</figcaption>
        </figure>
        <ol aria-label="Flattened: red, green, blue of each pixel, row by row">
          ${row.map(
            (value, i) =>
              html`<li title=${`pixel ${Math.floor(i / 3) + 1}, ${CHANNELS[i % 3]}`}>
                ${svg`<svg width="24" height="3" aria-hidden="true"><rect width="24" height="3" fill=${CHANNEL_COLOURS[i % 3]}></rect></svg>`}${value}
              </li>`,
          )}
        </ol>
      </div>
      <div class="line">
        ${RESHAPES.map(
          (how) => html`<figure>
            ${drawn(reshape(row, how))}
            <figcaption>${WORDS[how]}</figcaption>
          </figure>`,
        )}
      </div>`;
  }
}

function drawn(picture: readonly (readonly number[])[]) {
  return svg`<svg width="72" height="72" viewBox="0 0 2 2" role="img" aria-label=${`Four pixels: ${picture.map((pixel) => pixel.join(' ')).join('; ')}`} shape-rendering="crispEdges">
    ${picture.map((pixel, i) => svg`<rect x=${i % 2} y=${Math.floor(i / 2)} width="1" height="1" fill=${`rgb(${pixel.join(' ')})`}></rect>`)}
  </svg>`;
}

customElements.define('flatten-figure', FlattenFigure);

declare global {
  interface HTMLElementTagNameMap {
    'flatten-figure': FlattenFigure;
  }
}
