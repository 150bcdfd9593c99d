/** Milliseconds between two drawings of the live line. */
const REDRAW_EVERY = 100;

/** Where lines are printed: a terminal, a pipe, or a log. */
export interface LineStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * The last line of a terminal, drawn over and over; on anything else it draws nothing.
 * Whole lines are printed above it.
 */
export class LiveLine {
  readonly #stream: LineStream;
  #drawnAt = 0;
  #isShown = false;

  constructor(stream: LineStream) {
    this.#stream = stream;
  }

  /** Draws the text, cut to the terminal's width, if the last drawing is long enough ago. */
  update(text: () => string): void {
    if (!this.#stream.isTTY) return;
    const now = performance.now();
    if (now - this.#drawnAt < REDRAW_EVERY) return;
    this.#drawnAt = now;
    this.#isShown = true;
    this.#stream.write(`\r\x1b[2K${cut(text(), (this.#stream.columns || 80) - 1)}`);
  }

  /** Prints a line for good, in place of the live one. */
  print(line: string): void {
    this.clear();
    this.#stream.write(`${line}\n`);
  }

  clear(): void {
    if (this.#isShown) this.#stream.write('\r\x1b[2K');
    this.#isShown = false;
    this.#drawnAt = 0;
  }
}

/** Cuts to a width; colour codes take no room and are closed at the cut. */
function cut(text: string, width: number): string {
  let room = width;
  let out = '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with ESC.
  for (const part of text.split(/(\x1b\[[0-9;]*m)/)) {
    if (part.startsWith('\x1b')) out += part;
    else {
      out += [...part].slice(0, room).join('');
      room = Math.max(0, room - [...part].length);
    }
  }
  return out;
}

/** "[########--------]" */
export function progressBar(share: number, width = 16): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
  return `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}]`;
}
