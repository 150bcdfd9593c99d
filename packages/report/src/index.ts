export { type PageOptions, type PagePart, pageOf, tableOf } from './page.js';
export { escapeHtml } from './escape.js';
export { type ChartLine, curveSvg, LINE_COLOURS, thinned } from './curve-svg.js';

export { encodePng, type Pixels, pngAddress } from './png.js';
export { PICTURE_STYLE, type PictureOptions, pictureOf } from './picture.js';
export {
  colourPicture,
  greySheet,
  type Scale,
  type ScaledPicture,
  scaleOf,
  scaleWords,
  shortNumber,
} from './grey-sheet.js';
export { type SlideFrame, type SlidingFilter, slideFrame, slideOutput } from './slide-frames.js';
export { type SlidingPicture, slidingSvg } from './sliding-svg.js';
