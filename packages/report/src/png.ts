import { crc32, deflateSync } from 'node:zlib';

/** Pixels of a picture, row by row: one byte a pixel is grey, three are red, green and blue. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bytes: Uint8Array;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** PNG's numbers of its kinds of colour. */
const COLOUR_TYPE = { 1: 0, 3: 2 } as const;

/**
 * A picture as a PNG of 8 bits a channel, no filter, one chunk.
 * @throws RangeError when the bytes are not those of its size.
 */
export function encodePng({ width, height, channels, bytes }: Pixels): Uint8Array {
  const line = width * channels;
  if (bytes.length !== line * height) {
    throw new RangeError(
      `Expected ${line * height} bytes for ${width} x ${height} pixels of ${channels} channels, got ${bytes.length}.`,
    );
  }
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, width);
  head.setUint32(4, height);
  head.setUint8(8, 8);
  head.setUint8(9, COLOUR_TYPE[channels]);
  // Each line begins with its filter: none.
  const lines = new Uint8Array((line + 1) * height);
  for (let y = 0; y < height; y++) {
    lines.set(bytes.subarray(y * line, (y + 1) * line), y * (line + 1) + 1);
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(head.buffer)),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** A picture as the address of an image that lies in the page. */
export function pngAddress(pixels: Pixels): string {
  return `data:image/png;base64,${Buffer.from(encodePng(pixels)).toString('base64')}`;
}

/** Length, name, content, and a check sum of both. */
function chunk(name: string, content: Uint8Array): Uint8Array {
  const out = Buffer.alloc(12 + content.length);
  out.writeUInt32BE(content.length, 0);
  out.write(name, 4, 'latin1');
  out.set(content, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + content.length)), 8 + content.length);
  return out;
}
