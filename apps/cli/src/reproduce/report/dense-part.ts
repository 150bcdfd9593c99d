import { colourPicture, type PagePart, pictureOf, scaleWords } from '@peasy/report';
import { withNetwork } from '../measure.js';
import { photoPart, photoPixels, type ReportContext } from './report-context.js';

/** Picture 3: the insides of the Dense network drawn as pictures, random weights against trained. */
export async function densePart(context: ReportContext): Promise<PagePart> {
  const { store, results, flags } = context;
  const { trained, shown } = results.collected;
  const { run } = trained['dense-honest'];
  const layers = run.network!.layers.filter(({ kind }) => kind === 'activation').slice(0, 2);
  const names = layers.map(({ name }) => name);
  const indices = Int32Array.of(shown.dog, shown.cat);
  const insides = (which: string) =>
    withNetwork(store, run.id, which, flags, ({ compiled }) =>
      compiled.activations(results.photos.images, indices, names),
    );
  const states = [
    { words: 'random weights', outputs: await insides('0') },
    { words: `after ${run.epochs} epochs`, outputs: await insides('last') },
  ];
  const rows = (['dog', 'cat'] as const).map((kind, at) => {
    const photo = pictureOf(photoPixels(results.photos, indices[at]), {
      alt: `The ${kind}, as the network gets it`,
      caption: `the ${kind}`,
    });
    const pictures = names.flatMap((name) =>
      states.map(({ words, outputs }) => {
        const { values } = photoPart(outputs.get(name)!, at);
        // The largest square of coloured pixels that the outputs fill: 16 of 768, 11 of 384.
        const side = Math.floor(Math.sqrt(values.length / 3));
        const { pixels, scale } = colourPicture(values, side, side);
        const used = side * side * 3;
        const which = used === values.length ? `${used}` : `first ${used} of ${values.length}`;
        return pictureOf(pixels, {
          alt: `${name} for the ${kind}, ${words}: its ${which} outputs as ${side} x ${side} coloured pixels, ${scaleWords(scale)}`,
          caption: `${name}, ${words}: ${which} outputs as ${side} x ${side} x 3, ${scaleWords(scale)}`,
        });
      }),
    );
    return `<div class="tiles">${photo}${pictures.join('')}</div>`;
  });
  return {
    heading: '3. The insides of the Dense network, drawn as pictures',
    html: `<p>${run.name}. Neighbouring outputs of a dense layer have nothing to do with one another, so there is nothing to be seen in such a picture, whatever the network has learnt. Black to white is one scale for all three colours.</p>${rows.join('')}`,
  };
}
