import { PANEL } from '../panels.js';
import type { Columns, LayerPlan, UpdatePiece } from './network-plan.js';

/** Panels of a piece: 32 output columns, few enough to share a layer among threads. */
export const PIECE_PANELS = 4;

/** Cuts the second phase of a step into pieces that do not depend on the number of threads. */
export function planUpdates(layers: readonly LayerPlan[]): UpdatePiece[] {
  return layers.flatMap((layer) => {
    if (layer.kind !== 'conv2d' && layer.kind !== 'dense') return [];
    return cutColumns(layer.kernel.columns).map((columns) => ({ layer, ...columns }));
  });
}

/** Cuts the output columns of a layer into pieces. */
export function cutColumns(columns: number): Columns[] {
  const panels = Math.ceil(columns / PANEL);
  return Array.from({ length: Math.ceil(panels / PIECE_PANELS) }, (_, piece) => {
    const firstPanel = piece * PIECE_PANELS;
    return { firstPanel, panels: Math.min(PIECE_PANELS, panels - firstPanel) };
  });
}
