import type { Brush } from '../brush.js';
import { drawBird } from './bird.js';
import { drawCat } from './cat.js';
import { drawDog } from './dog.js';
import { drawFish } from './fish.js';
import { drawRabbit } from './rabbit.js';

/** What can be drawn. The place in this list keys the random numbers: add at the end. */
export const DRAWN_KINDS = ['cat', 'dog', 'rabbit', 'bird', 'fish'] as const;
/** One of DRAWN_KINDS. */
export type DrawnKind = (typeof DRAWN_KINDS)[number];

/** Each draws one animal about the origin, some 64 units wide, as SVG elements. */
export const ARTISTS: Readonly<Record<DrawnKind, (brush: Brush) => string>> = {
  cat: drawCat,
  dog: drawDog,
  rabbit: drawRabbit,
  bird: drawBird,
  fish: drawFish,
};
