import type { Layer, Tensor } from '@peasy/core';
import { html, nothing } from 'lit';
import type { Outline } from '../elements/map-frames.js';
import { formatDecimals, formatSignificant } from '../format/number.js';
import type { ValuePalette, ValueRange } from '../inside/colour-scale.js';
import type { FramePlace } from '../inside/frames.js';
import type { LayerOutline } from '../inside/outlines.js';
import type { ShownTensor } from '../inside/shown-layers.js';
import type { LayerFrames } from './layer-frames.js';
import type { PointedValue } from './panel-photo.js';
import '../elements/colour-key.js';

const NONE: readonly Outline[] = [];

/** What stands under a layer's frames: its shape, what is left out, what is dead, its scale. */
export function renderCaption(
  { name }: Layer,
  { tensor, shown, whole, isRelu, still }: LayerFrames,
  palette: ValuePalette,
) {
  const [height, width] = shown.tensor.shape;
  const leftOut = shown.leftOut > 0 ? `, ${shown.leftOut} units left out` : '';
  return html`<figcaption>
    ${name} ${sizes(tensor)}
    ${shown.coloured ? html`<br />as ${height} × ${width} × 3${leftOut}` : nothing}
    ${
      isRelu
        ? html`<br />${
            still.size > 0
              ? html`<span class="still">▪ ${still.size} all zero here</span>`
              : 'none all zero here'
          }`
        : nothing
    }
    <br /><colour-key .range=${whole} .palette=${shown.coloured ? 'grey' : palette}></colour-key>
  </figcaption>`;
}

/** How much each class's probability differs. */
export function renderDifferences(classes: readonly string[], { values }: Tensor) {
  return html`<figure class="answer">
    <dl>
      ${classes.map(
        (name, i) => html`<dt>${name}</dt>
          <dd>${values[i] > 0 ? '+' : ''}${formatDecimals(values[i], 4)}</dd>`,
      )}
    </dl>
    <figcaption>difference of the probabilities</figcaption>
  </figure>`;
}

/** A layer's frames in words. */
export function describeFrames(
  { name }: Layer,
  photo: string,
  tensor: Tensor,
  { from, to }: ValueRange,
): string {
  return `${name} of ${photo}: ${sizes(tensor)}, from ${formatSignificant(from, 3)} to ${formatSignificant(to, 3)}`;
}

/** The outline of a unit where a flat output is drawn. */
export function unitOutline(
  pointed: PointedValue | undefined,
  { tensor, coloured }: ShownTensor,
): readonly Outline[] {
  if (!pointed) return NONE;
  const pixel = coloured ? Math.floor(pointed.channel / 3) : pointed.channel;
  const y = Math.floor(pixel / tensor.shape[1]);
  const x = pixel % tensor.shape[1];
  return [{ frame: 0, field: { top: y, bottom: y, left: x, right: x } }];
}

/** Where a value lies in its layer's frames; undefined where the layer has no maps. */
export function framePlace(
  pointed: PointedValue | undefined,
  { shape }: Tensor,
): FramePlace | undefined {
  if (!pointed || shape.length !== 3) return undefined;
  return { frame: pointed.channel, y: pointed.y, x: pointed.x };
}

/** What is outlined on a layer, or on the photo. */
export function outlinesIn(
  outlines: ReadonlyMap<string, LayerOutline>,
  layer: string,
): readonly Outline[] {
  const outline = outlines.get(layer);
  return outline ? [outline] : NONE;
}

function sizes({ shape }: Tensor): string {
  return shape.length === 3 ? `${shape[2]} of ${shape[0]} × ${shape[1]}` : `${shape[0]} units`;
}
