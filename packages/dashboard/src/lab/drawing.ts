/** Side of a drawing, in pixels, and how bright its four greys are, as bytes. */
export const DRAWING_SIDE = 16;
export const DRAWING_GREYS = [0, 85, 170, 255] as const;

/** Greys of a drawing by their places in DRAWING_GREYS, row by row. */
export type Drawing = readonly number[];

/** What stands there before anything is drawn: a square with a diagonal, edges of every direction. */
export const FIRST_DRAWING: Drawing = Array.from({ length: DRAWING_SIDE ** 2 }, (_, i) => {
  const [y, x] = [Math.floor(i / DRAWING_SIDE), i % DRAWING_SIDE];
  const isInside = y > 2 && y < 13 && x > 2 && x < 13;
  if (!isInside) return 0;
  return x > y ? 3 : 1;
});

/** Two places a hexadecimal digit. */
export function formatDrawing(drawing: Drawing): string {
  return Array.from({ length: drawing.length / 2 }, (_, i) =>
    (drawing[i * 2] * 4 + drawing[i * 2 + 1]).toString(16),
  ).join('');
}

/** undefined for what is no drawing. */
export function parseDrawing(text: string): Drawing | undefined {
  if (text.length !== DRAWING_SIDE ** 2 / 2 || !/^[0-9a-f]*$/.test(text)) return undefined;
  return [...text].flatMap((digit) => {
    const two = Number.parseInt(digit, 16);
    return [two >> 2, two & 3];
  });
}

/** A pixel of a drawing. */
export interface DrawingPlace {
  readonly y: number;
  readonly x: number;
}

/** The drawing with a straight line in another grey, both its ends included; the same one where nothing changes. */
export function paintedLine(
  drawing: Drawing,
  from: DrawingPlace,
  to: DrawingPlace,
  grey: number,
): Drawing {
  const steps = Math.max(Math.abs(to.y - from.y), Math.abs(to.x - from.x));
  let painted = drawing;
  for (let step = 0; step <= steps; step++) {
    const share = steps === 0 ? 0 : step / steps;
    const y = Math.round(from.y + (to.y - from.y) * share);
    const x = Math.round(from.x + (to.x - from.x) * share);
    const at = y * DRAWING_SIDE + x;
    if (painted[at] !== grey) painted = painted.with(at, grey);
  }
  return painted;
}

/** uint8 `[height, width, 3]`, each pixel the drawing's at that place: whole pixels where the sides are multiples of its own. */
export function drawingPixels(drawing: Drawing, height: number, width: number): Uint8Array {
  const pixels = new Uint8Array(height * width * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const row = Math.floor((y * DRAWING_SIDE) / height);
      const column = Math.floor((x * DRAWING_SIDE) / width);
      const byte = DRAWING_GREYS[drawing[row * DRAWING_SIDE + column]];
      pixels.fill(byte, (y * width + x) * 3, (y * width + x + 1) * 3);
    }
  }
  return pixels;
}
