import { svg } from 'lit';
import type { Marker } from '../runs/look.js';

/** The markers about (0, 0), about equal in area, of class `shape`. */
export function markerShape(marker: Marker) {
  switch (marker) {
    case 'circle':
      return svg`<circle class="shape" r="4.5"></circle>`;
    case 'square':
      return svg`<rect class="shape" x="-4" y="-4" width="8" height="8"></rect>`;
    case 'triangle':
      return svg`<path class="shape" d="M0 -5.5 5 4.5H-5Z"></path>`;
    case 'diamond':
      return svg`<path class="shape" d="M0 -5.5 5.5 0 0 5.5 -5.5 0Z"></path>`;
  }
}
