/** Frames of one size in rows and columns, on a canvas of whole pixels. */
export interface FrameGrid {
  readonly count: number;
  readonly columns: number;
  /** Of a frame, in values. */
  readonly height: number;
  readonly width: number;
  /** Canvas pixels a value. */
  readonly zoom: number;
  /** Canvas pixels between two frames. */
  readonly gap: number;
}

/** Pixels of the canvas between two frames. */
export const FRAME_GAP = 2;

/** A value within a grid of frames. */
export interface FramePlace {
  readonly frame: number;
  readonly y: number;
  readonly x: number;
}

/** Rows of frames that the post's figures have. */
const ROWS = 4;

/** Columns for so many frames, each so wide in values: the post's four rows, but no more than fit. */
export function columnsFor(count: number, width: number, most: number): number {
  const wanted = Math.ceil(count / ROWS);
  return Math.max(1, Math.min(wanted, Math.floor(most / width), count));
}

/** The grid of a tensor's frames, `[height, width, channels]`: one a channel, or one coloured. */
export function gridOf(
  [height, width, channels]: readonly number[],
  { coloured, columns, zoom }: Pick<FrameGrid, 'columns' | 'zoom'> & { readonly coloured: boolean },
): FrameGrid {
  return { count: coloured ? 1 : channels, columns, height, width, zoom, gap: FRAME_GAP };
}

/** Width and height of the whole grid, in canvas pixels. */
export function gridSize(grid: FrameGrid): { readonly width: number; readonly height: number } {
  const rows = Math.ceil(grid.count / grid.columns);
  return {
    width: grid.columns * grid.width * grid.zoom + (grid.columns - 1) * grid.gap,
    height: rows * grid.height * grid.zoom + (rows - 1) * grid.gap,
  };
}

/** Left and top of a frame, in canvas pixels. */
export function frameOrigin(
  { columns, width, height, zoom, gap }: FrameGrid,
  frame: number,
): { readonly left: number; readonly top: number } {
  return {
    left: (frame % columns) * (width * zoom + gap),
    top: Math.floor(frame / columns) * (height * zoom + gap),
  };
}

/** The value at a canvas pixel; undefined between frames. */
export function placeAt(grid: FrameGrid, left: number, top: number): FramePlace | undefined {
  const { columns, count, width, height, zoom, gap } = grid;
  const column = Math.floor(left / (width * zoom + gap));
  const row = Math.floor(top / (height * zoom + gap));
  const frame = row * columns + column;
  const x = Math.floor((left - column * (width * zoom + gap)) / zoom);
  const y = Math.floor((top - row * (height * zoom + gap)) / zoom);
  const isInside =
    column >= 0 && column < columns && row >= 0 && frame < count && x >= 0 && x < width;
  return isInside && y >= 0 && y < height ? { frame, y, x } : undefined;
}

/** The place one value further in a direction, into the next frame at an edge; the same where there is none. */
export function stepPlace(
  grid: FrameGrid,
  { frame, y, x }: FramePlace,
  direction: 'left' | 'right' | 'up' | 'down',
): FramePlace {
  const { columns, count, width, height } = grid;
  const moved = {
    left: { frame, y, x: x - 1 },
    right: { frame, y, x: x + 1 },
    up: { frame, y: y - 1, x },
    down: { frame, y: y + 1, x },
  }[direction];
  if (moved.x < 0) return frame % columns > 0 ? { frame: frame - 1, y, x: width - 1 } : moved0();
  if (moved.x >= width) {
    return frame % columns < columns - 1 && frame + 1 < count
      ? { frame: frame + 1, y, x: 0 }
      : moved0();
  }
  if (moved.y < 0) {
    return frame >= columns ? { frame: frame - columns, y: height - 1, x } : moved0();
  }
  if (moved.y >= height) {
    return frame + columns < count ? { frame: frame + columns, y: 0, x } : moved0();
  }
  return moved;

  function moved0(): FramePlace {
    return { frame, y, x };
  }
}
