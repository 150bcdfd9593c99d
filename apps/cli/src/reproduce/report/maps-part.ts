import type { NamedTensors } from '@peasy/core';
import { greySheet, type PagePart, pictureOf, scaleWords } from '@peasy/report';
import type { RunDetail } from '@peasy/tracker';
import { withNetwork } from '../measure.js';
import { photoPart, photoPixels, type ReportContext } from './report-context.js';

/** Maps of a layer lie in this many rows, as in the post. */
const ROWS = 4;
/** So many are drawn narrower. */
const FEW_MAPS = 16;

/** Picture 2: what the layers of the CNN make of a dog and of a cat, before training and after. */
export async function mapsPart(context: ReportContext): Promise<PagePart> {
  const { store, results, flags } = context;
  const { run } = results.collected.trained['cnn-honest'];
  const { shown } = results.collected;
  const photos = ['dog', 'cat'] as const;
  const indices = Int32Array.of(shown.dog, shown.cat);
  const layers = mapLayers(run);
  const mapsAt = (which: string): Promise<NamedTensors> =>
    withNetwork(store, run.id, which, flags, ({ compiled }) =>
      compiled.activations(results.photos.images, indices, layers),
    );
  const states = [
    { words: 'before training', maps: await mapsAt('0') },
    { words: `after ${run.epochs} epochs`, maps: await mapsAt('last') },
  ];
  const blocks = photos.map((kind, at) => {
    const photo = pictureOf(photoPixels(results.photos, indices[at]), {
      alt: `The ${kind}, ${results.photos.paths[indices[at]]}, as the network gets it`,
      caption: results.photos.paths[indices[at]],
      look: 'photo',
    });
    const sheets = layers.map((layer) => {
      const pictures = states.map(({ words, maps }) => {
        const tensor = photoPart(maps.get(layer)!, at);
        const count = tensor.shape[2];
        const { pixels, scale } = greySheet(tensor, Math.ceil(count / ROWS));
        return pictureOf(pixels, {
          alt: `The ${count} maps of ${layer} for the ${kind}, ${words}: ${scaleWords(scale)}`,
          caption: `${words}: ${scaleWords(scale)}`,
        });
      });
      const [height, width, count] = states[0].maps.get(layer)!.shape.slice(1);
      const look = count <= FEW_MAPS ? ' class="narrow"' : '';
      return `<div${look}><h4>${layer}: ${count} maps of ${height} x ${width}</h4><div class="pair">${pictures.join('')}</div></div>`;
    });
    return `<h3>The ${kind}</h3><div class="beside">${photo}<div class="sheets">${sheets.join('')}</div></div>`;
  });
  return {
    heading: '2. The maps of the CNN, before training and after',
    html: `<p>${run.name}; neither photo was trained on. All maps of a picture share one scale of greys, so a dull map is a weak one.</p>${blocks.join('')}`,
  };
}

/** Layers that give maps, up to where they are flattened; dropout changes nothing here. */
function mapLayers(run: RunDetail): string[] {
  const { layers } = run.network!;
  const flat = layers.findIndex(({ kind }) => kind === 'flatten');
  return layers
    .slice(0, flat)
    .filter(({ kind }) => kind !== 'dropout')
    .map(({ name }) => name);
}
