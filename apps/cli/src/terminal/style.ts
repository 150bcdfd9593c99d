import { styleText } from 'node:util';
import type { LineStream } from './live-line.js';

type Format = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';

/** Whether a stream gets colours: a terminal, unless NO_COLOR says no. */
export function hasColor(stream: LineStream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

/** A painter for one stream; it leaves the text as it is where there are no colours. */
export function painter(stream: LineStream): (format: Format, text: string) => string {
  const colored = hasColor(stream);
  return (format, text) => (colored ? styleText(format, text, { validateStream: false }) : text);
}
