import { PANEL } from '../panels.js';
import type { LayerPlan, UpdatePiece } from './network-plan.js';

/** Panels of a piece: 32 output columns, few enough to share a layer among threads. */
const PIECE_PANELS = 4;

/** Cuts the second phase of a step into pieces that do not depend on the number of threads. */
export function planUpdates(layers: readonly LayerPlan[]): UpdatePiece[] {
  return layers.flatMap((layer) => {
    if (layer.kind !== 'conv2d' && layer.kind !== 'dense') return [];
    const panels = Math.ceil(layer.kernel.columns / PANEL);
    const pieces: UpdatePiece[] = [];
    for (let firstPanel = 0; firstPanel < panels; firstPanel += PIECE_PANELS) {
      pieces.push({ layer, firstPanel, panels: Math.min(PIECE_PANELS, panels - firstPanel) });
    }
    return pieces;
  });
}
