import {
  CONVOLUTION_CANDIDATES,
  type ConvolutionCandidate,
  candidateMap,
  mapOf,
} from '@peasy/core';
import {
  greySheet,
  type PagePart,
  pictureOf,
  scaleOf,
  scaleWords,
  shortNumber,
  tableOf,
} from '@peasy/report';
import { formatCount } from '../../terminal/format.js';
import type { CheckedNetwork } from '../collect.js';
import type { Measured } from '../measure.js';
import type { ReportContext } from './report-context.js';

const NAMES: Readonly<Record<ConvolutionCandidate, string>> = {
  convolve2d: 'convolve2d',
  correlate2d: 'correlate2d',
  correlate2dFlipped: 'correlate2d, kernel flipped both ways',
};

/** Picture 6: map 0 of the first convolution, computed by hand in three ways. */
export function convolutionPart({ results }: ReportContext): PagePart {
  const { checks, published } = results.collected;
  const share = ({ correct, n }: Measured) => (correct / n).toFixed(2);
  const blocks = checks.map((check) => {
    if (!check.isPublished || !published) return checkHtml(check);
    const { turned, asStored } = published;
    return `${checkHtml(check)}<p>Its kernels were turned by 180 degrees when they were read, so what Theano did with them as they are stored is convolution. The photos say the same: ${share(turned)} of ${formatCount(turned.n)} photos right so, ${share(asStored)} with the kernels as stored.</p>`;
  });
  const left = results.collected.published
    ? ''
    : '<p>The published network is not among them: its file was not given (--network-file).</p>';
  return {
    heading: '6. Convolution or correlation',
    html: `<p>Map 0 of the first layer of each network, on the cat: the layer's own output by the engine, and what its weights come to by hand, in float64, summed over the three colours with the bias. What is equal to the layer's own output up to rounding is what the layer does.</p>${blocks.join('')}${left}`,
  };
}

function checkHtml({ name, layer, filters }: CheckedNetwork): string {
  const [first] = filters;
  const own = mapOf(layer.output, 0);
  const byHand = CONVOLUTION_CANDIDATES.map((candidate) => ({
    name: NAMES[candidate],
    map: candidateMap(layer, 0, candidate),
    difference: first.differences[candidate],
  }));
  // One scale for all four, so that equal maps look equal.
  const scale = scaleOf([own, ...byHand.map(({ map }) => map)].flat(2));
  const picture = (map: readonly (readonly number[])[], title: string) => {
    const values = Float32Array.from(map.flat());
    const shape = [map.length, map[0].length, 1];
    return pictureOf(greySheet({ shape, values }, 1, scale).pixels, {
      alt: `Map 0 of ${layer.layer.name} of ${name}, ${title}: ${scaleWords(scale)}`,
      caption: title,
    });
  };
  const pictures = [
    picture(own, "the layer's own"),
    ...byHand.map((one) => picture(one.map, one.name)),
  ];
  const rows = byHand.map(({ name: title, map, difference }) => {
    const { low, high } = scaleOf(map.flat());
    return [title, shortNumber(low), shortNumber(high), differenceText(difference)];
  });
  const verdicts = filters.filter(({ verdict }) => verdict === first.verdict).length;
  return `<h3>${layer.layer.name} of ${name}: it ${first.verdict}</h3><div class="tiles four">${pictures.join('')}</div><p class="soft">All four: ${scaleWords(scale)}. ${verdicts} of ${filters.length} filters: ${first.verdict}.</p>${tableOf(
    ['map 0', 'min', 'max', 'largest difference'],
    [["the layer's own", shortNumber(first.min), shortNumber(first.max), undefined], ...rows],
  )}`;
}

/** Rounding as a power of ten, what is more than that as a number. */
function differenceText(value: number): string {
  return value >= 1e-3 ? shortNumber(value) : value.toExponential(1);
}
