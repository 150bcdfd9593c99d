import { escapeHtml, type PagePart, pictureOf, tableOf } from '@peasy/report';
import { type RunNetwork, unlabelled } from '../../run-network.js';
import { formatCount, formatInterval } from '../../terminal/format.js';
import { pixelsOf, rolesOf, withNetwork } from '../measure.js';
import { photoPixels, type ReportContext, squareOf } from './report-context.js';

const GRID = 36;

/** Picture 7: test photos that were never seen, with the two probabilities, and a photo from outside. */
export async function photosPart(context: ReportContext): Promise<PagePart> {
  return {
    heading: '7. Photos that the network has never seen',
    html: (await gridHtml(context)) + (await outsideHtml(context)),
  };
}

async function gridHtml({ store, results, flags }: ReportContext): Promise<string> {
  const { photos, collected } = results;
  const { run } = collected.trained['cnn-honest'];
  // The test photos lie in an order that only their contents decide: these are any 36.
  const indices = rolesOf(run, photos).test.slice(0, GRID);
  const { probabilities, correct } = await withNetwork(store, run.id, 'last', flags, (network) =>
    network.compiled.evaluate(photos.images, indices),
  );
  const tiles = Array.from(indices, (index, row) => {
    const [dog, cat] = probabilities.subarray(row * 2, row * 2 + 2);
    const is = photos.classes[photos.images.labels[index]];
    const said = photos.classes[dog >= cat ? 0 : 1];
    const words = `dog ${dog.toFixed(2)}, cat ${cat.toFixed(2)}`;
    return pictureOf(photoPixels(photos, index), {
      alt: `A ${is}, ${photos.paths[index]}: ${words}`,
      caption: said === is ? words : `${words}: wrong, a ${is}`,
      look: said === is ? '' : 'wrong',
    });
  });
  return `<p>${run.name}, on ${indices.length} of its ${formatCount(collected.trained['cnn-honest'].test.n)} test photos: ${correct} right, ${formatInterval(correct, indices.length)}.</p><div class="grid-of-photos">${tiles.join('')}</div>`;
}

async function outsideHtml({ store, results, flags, outside }: ReportContext): Promise<string> {
  const { photos, collected } = results;
  const { dog } = collected.shown;
  const pixels = outside?.pixels ?? pixelsOf(photos, dog);
  const name = outside?.name ?? photos.paths[dog];
  const networks = [
    ...(['cnn-honest', 'dense-honest'] as const).map((key) => collected.trained[key].run),
    ...(collected.published ? [store.getRun(collected.published.runs.turned)] : []),
  ];
  const rows: string[][] = [];
  for (const run of networks) {
    const [first, second] = await withNetwork(store, run.id, 'last', flags, (network) =>
      probabilitiesOf(network, pixels),
    );
    rows.push([run.name, first.toFixed(3), second.toFixed(3)]);
  }
  const words = outside
    ? `One photo from outside, ${outside.name}, squashed to ${photos.images.width} x ${photos.images.height} pixels:`
    : `No photo from outside was given (--photo FILE), so here is one that was held out, ${name}:`;
  const picture = pictureOf(squareOf(photos, pixels), {
    alt: `${name}, as the networks get it`,
    look: 'photo',
  });
  return `<h3>One more photo</h3><p>${escapeHtml(words)}</p><div class="beside">${picture}${tableOf(['network', ...photos.classes], rows)}</div>`;
}

async function probabilitiesOf(
  { compiled }: RunNetwork,
  pixels: Uint8Array,
): Promise<Float32Array> {
  const side = Math.sqrt(pixels.length / 3);
  const { probabilities } = await compiled.evaluate(unlabelled([pixels], side), Int32Array.of(0));
  return probabilities;
}
