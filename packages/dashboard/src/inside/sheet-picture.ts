/** A picture on a sheet, with words under it. */
export interface SheetBlock {
  readonly words: readonly string[];
  /** undefined: words alone. */
  readonly picture: ImageData | undefined;
}

/** What a sheet is written with. */
export interface SheetLook {
  readonly ink: string;
  readonly surface: string;
  readonly font: string;
}

const EDGE = 16;
const GAP = 16;
const LINE = 16;
const FONT_PIXELS = 12;
/** Blocks go on below rather than beyond this width. */
const MOST_WIDTH = 3200;

/** The colours and letters that an element is shown in. */
export function sheetLookOf(element: HTMLElement): SheetLook {
  const style = getComputedStyle(element);
  const surface = style.getPropertyValue('--surface').trim() || '#ffffff';
  return { ink: style.color, surface, font: style.fontFamily };
}

/** A contact sheet: a heading, and a row of blocks a photo, pixel by pixel as they are shown. */
export function sheetPicture(
  heading: string,
  rows: readonly (readonly SheetBlock[])[],
  { ink, surface, font }: SheetLook,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  const letters = `${FONT_PIXELS}px ${font}`;
  context.font = letters;
  const places = placed(rows, (words) => context.measureText(words).width);
  const right = Math.max(
    context.measureText(heading).width + EDGE,
    ...places.map((one) => one.right),
  );
  canvas.width = Math.ceil(right + EDGE);
  canvas.height = Math.ceil(Math.max(EDGE + LINE, ...places.map((one) => one.bottom)) + EDGE);
  context.fillStyle = surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = ink;
  // Setting the size forgot it.
  context.font = letters;
  context.fillText(heading, EDGE, EDGE + FONT_PIXELS);
  for (const { block, left, top } of places) {
    const { picture } = block;
    if (picture) drawOver(context, picture, left, top);
    for (const [i, words] of block.words.entries()) {
      const below = top + (picture?.height ?? 0) + (picture ? 4 : 0);
      context.fillText(words, left, below + FONT_PIXELS + i * LINE);
    }
  }
  return canvas;
}

/** Gaps between frames let the sheet through, which putting pixels alone would not. */
function drawOver(
  context: CanvasRenderingContext2D,
  picture: ImageData,
  left: number,
  top: number,
): void {
  const own = document.createElement('canvas');
  own.width = picture.width;
  own.height = picture.height;
  own.getContext('2d')!.putImageData(picture, 0, 0);
  context.drawImage(own, left, top);
}

interface PlacedBlock {
  readonly block: SheetBlock;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function placed(
  rows: readonly (readonly SheetBlock[])[],
  widthOf: (words: string) => number,
): readonly PlacedBlock[] {
  const places: PlacedBlock[] = [];
  let top = EDGE + LINE + GAP;
  for (const row of rows) {
    let left = EDGE;
    let bottom = top;
    for (const block of row) {
      const { picture, words } = block;
      const width = Math.ceil(Math.max(picture?.width ?? 0, ...words.map(widthOf)));
      const height = (picture?.height ?? 0) + 4 + words.length * LINE;
      if (left > EDGE && left + width > MOST_WIDTH) {
        left = EDGE;
        top = bottom + GAP;
      }
      places.push({ block, left, top, right: left + width, bottom: top + height });
      bottom = Math.max(bottom, top + height);
      left += width + GAP;
    }
    top = bottom + GAP;
  }
  return places;
}
