import { networks, studies } from '../inside/inside-page.js';
import { NeverSeenPhotos } from './never-seen.js';
import { Predictions } from './predictions.js';

/** What there is one of for the view: answers that are known. */
export const predictions = new Predictions(networks);
export const neverSeen = new NeverSeenPhotos(studies);
