import type { Layer } from '@peasy/core';
import type { RunDetail, SnapshotRow } from '@peasy/tracker/api';
import type { SavedPicture } from '../elements/save-pictures.js';
import { epochText } from '../format/epoch.js';
import { formatDecimals, formatSignificant } from '../format/number.js';
import { framesPicture } from '../inside/paint-frames.js';
import { photoTensor, WHOLE_RANGE } from '../inside/photo-tensor.js';
import { type SheetBlock, sheetLookOf, sheetPicture } from '../inside/sheet-picture.js';
import { shownLayers } from '../inside/shown-layers.js';
import { stacked } from '../inside/tensor-files.js';
import { layerFrames, type PanelLook, zoomOf } from './layer-frames.js';
import type { PanelPhoto } from './panel-photo.js';

/** A panel as it stands. */
export interface PanelShown extends PanelLook {
  readonly run: RunDetail;
  readonly snapshot: SnapshotRow;
  readonly photos: readonly PanelPhoto[];
  /** What the maps stand beside or are the differences from, in words. */
  readonly besides: string;
  /** Whose colours and letters the sheet has. */
  readonly element: HTMLElement;
}

/** What can be saved of a panel: the whole sheet, and each layer for all photos. */
export function panelFiles(panel: PanelShown): readonly SavedPicture[] {
  const photos = panel.photos.filter(({ known }) => known.maps);
  if (photos.length === 0) return [];
  const layers = shownLayers(panel.network);
  const { run, snapshot } = panel;
  const stem = `${run.name}-epoch-${epochText(snapshot.epoch)}`;
  const heading = [
    `${run.name}, epoch ${epochText(snapshot.epoch)}`,
    ...(panel.besides ? [panel.besides] : []),
  ].join('; ');
  const sheet = (of: readonly Layer[]) => () => {
    const rows = photos.map((photo) => [
      photoBlock(photo, panel),
      ...of.map((layer) => layerBlock(layer, photo, panel)),
    ]);
    return sheetPicture(heading, rows, sheetLookOf(panel.element));
  };
  const whole = { label: 'Whole sheet', name: stem, picture: sheet(layers), numbers: undefined };
  return [
    whole,
    ...layers.map((layer) => ({
      label: layer.name,
      name: `${stem}-${layer.name}`,
      picture: sheet([layer]),
      numbers: () => {
        const tensor = stacked(photos.map(({ known }) => known.maps!.get(layer.name)!));
        const names = photos.map(({ name }) => name);
        const rest = tensor.shape.length === 4 ? ['row', 'column', 'map'] : ['unit'];
        const axes = [{ name: 'photo', places: names }, ...rest.map((name) => ({ name }))];
        return { tensor, axes };
      },
    })),
  ];
}

function photoBlock(photo: PanelPhoto, { network, run, settings }: PanelShown): SheetBlock {
  const picture = framesPicture(photoTensor(photo.pixels, network.input), {
    ...{ columns: 1, zoom: zoomOf(network.input[0], settings) },
    ...{ ranges: WHOLE_RANGE, palette: 'grey', coloured: true },
  });
  return { picture, words: [photo.name, ...(photo.label < 0 ? [] : [run.classes[photo.label]])] };
}

function layerBlock(layer: Layer, photo: PanelPhoto, panel: PanelShown): SheetBlock {
  const tensor = photo.known.maps!.get(layer.name)!;
  if (layer.name === panel.network.layers.at(-1)?.name) {
    const words = panel.run.classes.map(
      (name, i) => `${name} ${formatDecimals(tensor.values[i], 4)}`,
    );
    return { picture: undefined, words };
  }
  const { shown, ranges, whole, zoom, columns } = layerFrames(layer, photo, tensor, panel);
  const { palette } = panel.settings;
  const picture = framesPicture(shown.tensor, {
    ...{ columns, zoom, ranges, palette, coloured: shown.coloured },
  });
  const ends = `${formatSignificant(whole.from, 3)} to ${formatSignificant(whole.to, 3)}`;
  const scale = panel.settings.scale === 'map' ? `each map by itself, at most ${ends}` : ends;
  return { picture, words: [layer.name, scale] };
}
