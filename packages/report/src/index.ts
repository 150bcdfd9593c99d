export { type PageOptions, type PagePart, pageOf, tableOf } from './page.js';
export { escapeHtml } from './escape.js';
export { type ChartLine, curveSvg, LINE_COLOURS, thinned } from './curve-svg.js';
export { encodePng, type Pixels, pngAddress } from './png.js';
