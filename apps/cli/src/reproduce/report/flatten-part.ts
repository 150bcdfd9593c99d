import { type PagePart, type Pixels, pictureOf, tableOf } from '@peasy/report';
import { pixelsOf } from '../measure.js';
import type { ReportContext } from './report-context.js';

/** A way of making a picture `[side, side, 3]` of a flat list: the place in the list of each number. */
interface Reading {
  readonly name: string;
  readonly words: string;
  place(y: number, x: number, channel: number, side: number): number;
}

/** The right way back, and wrong ones. */
export const READINGS: readonly Reading[] = [
  {
    name: 'right',
    words: 'row by row, pixel by pixel, red, green, blue: as it was flattened',
    place: (y, x, channel, side) => (y * side + x) * 3 + channel,
  },
  {
    name: 'wrong, 1',
    words: 'as three planes, first all red, then all green, then all blue',
    place: (y, x, channel, side) => (channel * side + y) * side + x,
  },
  {
    name: 'wrong, 2',
    words: 'column by column: the picture is turned about its diagonal',
    place: (y, x, channel, side) => (x * side + y) * 3 + channel,
  },
  {
    name: 'wrong, 3',
    words: 'blue, green, red',
    place: (y, x, channel, side) => (y * side + x) * 3 + 2 - channel,
  },
];

/** Red, green; blue, yellow. */
const FOUR_PIXELS = [220, 40, 40, 40, 160, 60, 50, 90, 220, 240, 200, 40];

/** Picture 4: what flatten does, and the wrong ways back. */
export function flattenPart({ results }: ReportContext): PagePart {
  const { photos, collected } = results;
  const side = photos.images.width;
  const cat = pixelsOf(photos, collected.shown.cat);
  const small = READINGS.map((reading) =>
    pictureOf(readBack(FOUR_PIXELS, 2, reading), {
      alt: `The four pixels read back ${reading.name}: ${reading.words}`,
      caption: `${reading.name}: ${reading.words}`,
    }),
  );
  const large = READINGS.map((reading) =>
    pictureOf(readBack(cat, side, reading), {
      alt: `The cat, ${side} x ${side} pixels, read back ${reading.name}: ${reading.words}`,
      caption: `${reading.name}, of ${side} x ${side} pixels`,
    }),
  );
  const numbers = FOUR_PIXELS.map(String);
  const head = ['place', ...FOUR_PIXELS.map((_, i) => String(i))];
  const pixelNames = ['top left', 'top right', 'bottom left', 'bottom right'];
  return {
    heading: '4. What flatten does to a picture',
    html: `<p>A picture of 2 x 2 pixels is 2 x 2 x 3 = 12 numbers, and flatten lays them in one line:</p>${tableOf(
      head,
      [
        ['of', ...FOUR_PIXELS.map((_, i) => `${pixelNames[Math.floor(i / 3)]} ${'RGB'[i % 3]}`)],
        ['number', ...numbers],
      ],
    )}<p>Nothing is lost, but the line does not say what lay beside what. Read back in another order than it was laid, it is another picture; the scale is 0, black, to 255.</p><div class="tiles four">${small.join('')}</div><div class="tiles four">${large.join('')}</div>`,
  };
}

/** The picture that a reading makes of a flat list. */
export function readBack(flat: ArrayLike<number>, side: number, { place }: Reading): Pixels {
  const bytes = Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return flat[place(Math.floor(pixel / side), pixel % side, i % 3, side)];
  });
  return { width: side, height: side, channels: 3, bytes };
}
