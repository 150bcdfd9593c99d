/** Steps between a pixel that is not covered and one that is. */
const COVERS = 32;

/** A `#rrggbb` colour with an opacity of 0..1, to lay over pixels. */
export class Ink {
  /** By how much of a pixel is covered: a word, its colours multiplied by their opacity. */
  readonly words: Uint32Array;

  constructor(hex: string, opacity: number) {
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
    this.words = Uint32Array.from({ length: COVERS + 1 }, (_, cover) => {
      const alpha = Math.round((255 * opacity * cover) / COVERS);
      const share = alpha / 255;
      return together(red * share, green * share, blue * share, alpha);
    });
  }
}

/**
 * Pixels that strips are laid over each other on. What a chart of millions of points is drawn with:
 * a path of a thousand corners takes a browser without a GPU longer than the pixels it covers.
 */
export class PixelSheet {
  readonly width: number;
  readonly height: number;
  /**
   * A word a pixel, colours multiplied by their opacity; column after column, because strips are
   * upright.
   */
  readonly #words: Uint32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#words = new Uint32Array(width * height);
  }

  /**
   * Lays ink over a column from `top` down to `bottom`, in pixels from the upper edge; a pixel that
   * is covered in part takes as much of it. What is outside is left out.
   */
  lay(column: number, top: number, bottom: number, { words }: Ink): void {
    if (column < 0 || column >= this.width) return;
    const from = Math.max(0, top);
    const to = Math.min(this.height, bottom);
    if (!(to > from)) return;
    const start = column * this.height;
    let first = Math.floor(from);
    const end = Math.floor(to);
    if (first === end) {
      this.#blend(start + first, start + first + 1, words[Math.round((to - from) * COVERS)]);
      return;
    }
    if (to > end) this.#blend(start + end, start + end + 1, words[Math.round((to - end) * COVERS)]);
    if (from > first) {
      const cover = Math.round((first + 1 - from) * COVERS);
      this.#blend(start + first, start + first + 1, words[cover]);
      first++;
    }
    this.#blend(start + first, start + end, words[COVERS]);
  }

  /** Writes the pixels as an ImageData has them: row after row, colours apart from their opacity. */
  writeTo(rows: Uint32Array): void {
    const { width, height } = this;
    const words = this.#words;
    for (let column = 0, at = 0; column < width; column++) {
      for (let place = column; at < (column + 1) * height; at++, place += width) {
        const word = words[at];
        if (word !== 0) rows[place] = apart(word);
      }
    }
  }

  #blend(first: number, end: number, over: number): void {
    const words = this.#words;
    const alpha = over >>> 24;
    // 255 - alpha of 255, as a part of 256: a shift is quicker than a division.
    const rest = 256 - alpha - (alpha >> 7);
    for (let i = first; i < end; i++) {
      const under = words[i];
      // Two colours at once, in every other byte.
      const odd = (Math.imul(under & 0xff00ff, rest) >>> 8) & 0xff00ff;
      const even = Math.imul((under >>> 8) & 0xff00ff, rest) & 0xff00ff00;
      words[i] = over + (odd | even);
    }
  }
}

function together(red: number, green: number, blue: number, alpha: number): number {
  return (
    ((alpha << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0
  );
}

function apart(word: number): number {
  const alpha = word >>> 24;
  if (alpha === 255) return word;
  const share = 255 / alpha;
  const byte = (shift: number) => Math.min(255, ((word >>> shift) & 255) * share);
  return together(byte(0), byte(8), byte(16), alpha);
}
