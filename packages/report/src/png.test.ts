import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { encodePng, pngAddress } from './png.js';

/** Chunks of a PNG by name. */
function chunksOf(bytes: Uint8Array): Map<string, Buffer> {
  const all = Buffer.from(bytes);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < all.length; ) {
    const length = all.readUInt32BE(at);
    chunks.set(all.toString('latin1', at + 4, at + 8), all.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return chunks;
}

it('encodePng() holds size, kind of colour and every pixel', () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6);
  for (const [channels, width, type] of [
    [1, 3, 0],
    [3, 1, 2],
  ] as const) {
    const png = encodePng({ width, height: 2, channels, bytes });
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const chunks = chunksOf(png);
    expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
    const head = chunks.get('IHDR')!;
    expect([head.readUInt32BE(0), head.readUInt32BE(4), head[8], head[9]]).toEqual([
      width,
      2,
      8,
      type,
    ]);
    // A line is its filter, none, and its pixels.
    expect([...inflateSync(chunks.get('IDAT')!)]).toEqual([0, 1, 2, 3, 0, 4, 5, 6]);
  }
});

it('encodePng() refuses bytes that are not those of the size', () => {
  expect(() => encodePng({ width: 2, height: 2, channels: 3, bytes: new Uint8Array(4) })).toThrow(
    'Expected 12 bytes for 2 x 2 pixels of 3 channels, got 4.',
  );
});

it('pngAddress() is an address of an image', () => {
  const address = pngAddress({ width: 1, height: 1, channels: 1, bytes: Uint8Array.of(7) });
  expect(address).toMatch(/^data:image\/png;base64,iVBORw0KGgo[A-Za-z0-9+/=]+$/);
});
