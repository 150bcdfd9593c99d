import type { CheckedLayer, Tensor } from '@peasy/core';
import { type PagePart, shortNumber, slideOutput, slidingSvg } from '@peasy/report';
import type { ReportContext } from './report-context.js';

/** Picture 1: a kernel slides over a cat. */
export function slidingPart({ results }: ReportContext): PagePart & { readonly style: string } {
  const { trained, checks } = results.collected;
  const { run } = trained['cnn-honest'];
  const { layer } = checks.find(({ name }) => name === run.name)!;
  const filter = liveliestFilter(layer.output);
  const kernel = kernelOf(layer, filter);
  const bias = layer.bias?.values[filter] ?? 0;
  const sliding = { photo: layer.input, kernel, bias };
  const { html, style } = slidingSvg(
    sliding,
    `A cat with the window of the kernel on it, 32 x 32 pixels inside a border of zeros`,
  );
  const [, , filters] = layer.output.shape;
  const own = slideOutput(sliding).map((value, i) =>
    Math.abs(value - layer.output.values[i * filters + filter]),
  );
  const words = [
    `Filter ${filter} of ${layer.layer.name} of ${run.name} after ${run.epochs} epochs, the one whose output varies most on this cat. At each place the values under the window, of red, green and blue, are multiplied by the kernel's; the sum of the 27 products and the bias is one pixel of the output, drawn here by its amount, without its sign. Every 25th place is shown.`,
    `Why the border of the output is dark: there the window reaches beyond the photo, where it meets zeros (dots in the table of numbers), so fewer products add up.`,
    `The engine's own output differs from these sums by at most ${shortNumber(Math.max(...own))}.`,
  ];
  return {
    heading: '1. A kernel slides over a cat',
    html: html + words.map((text) => `<p>${text}</p>`).join(''),
    style,
  };
}

/** The filter whose output has the largest variance. */
function liveliestFilter({ shape, values }: Tensor): number {
  const [height, width, filters] = shape;
  const count = height * width;
  const variances = Array.from({ length: filters }, (_, filter) => {
    let sum = 0;
    let squares = 0;
    for (let i = filter; i < values.length; i += filters) {
      sum += values[i];
      squares += values[i] ** 2;
    }
    return squares / count - (sum / count) ** 2;
  });
  return variances.indexOf(Math.max(...variances));
}

function kernelOf({ kernel }: CheckedLayer, filter: number): Tensor {
  const [size, , channels, filters] = kernel.shape;
  const values = Float32Array.from(
    { length: size * size * channels },
    (_, i) => kernel.values[i * filters + filter],
  );
  return { shape: [size, size, channels], values };
}
