import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { PhotoError } from '../photo-set.js';
import { temporaryFolder } from '../testing/photo-files.js';
import { decodePhoto } from './decode-photo.js';

const RED = [200, 30, 30];

describe('decodePhoto()', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)('reads %s', async (format) => {
    const pixels = await decode(await plain().toFormat(format).toBuffer());
    expectPixels(pixels, RED);
  });

  it('squashes the whole photo, or crops its centre', async () => {
    // Red left, green centre, blue right.
    const photo = await stripes([200, 0, 0], [0, 200, 0], [0, 0, 200]).png().toBuffer();
    const squashed = await decodePhoto(photo, { size: 3, fit: 'squash' });
    expect(brightest(squashed, 3)).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
    const cropped = await decodePhoto(photo, { size: 3, fit: 'crop' });
    expect(brightest(cropped, 3)).toEqual(Array(9).fill(1));
  });

  it('turns the photo as its EXIF says', async () => {
    // Orientation 6: the camera was turned, so the stored left edge is the upper one.
    const photo = await stripes([200, 0, 0], [0, 200, 0], [0, 0, 200])
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer();
    expect((await sharp(photo).metadata()).orientation).toBe(6);
    expect(brightest(await decode(photo, 3), 3)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
  });

  it('makes grey three equal channels, at 8 and at 16 bits', async () => {
    for (const [colourspace, depth] of [
      ['b-w', 'uchar'],
      ['grey16', 'ushort'],
    ] as const) {
      const photo = await plain().toColourspace(colourspace).png().toBuffer();
      expect(await sharp(photo).metadata()).toMatchObject({ channels: 1, depth });
      const [red, green, blue] = await decode(photo);
      expect([green, blue]).toEqual([red, red]);
      expect(Math.abs(red - 102)).toBeLessThan(4);
    }
  });

  it('makes 16 bits 8, scaled and not cut', async () => {
    const photo = await plain().toColourspace('rgb16').png().toBuffer();
    expect((await sharp(photo).metadata()).depth).toBe('ushort');
    expectPixels(await decode(photo), RED);
  });

  it('makes CMYK sRGB', async () => {
    const photo = await plain().toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp(photo).metadata()).space).toBe('cmyk');
    const [red, green, blue] = await decode(photo);
    expect(red).toBeGreaterThan(180);
    expect(Math.max(green, blue)).toBeLessThan(50);
  });

  it('lays what is transparent on white', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const half = { r: 200, g: 30, b: 30, alpha: 0.5 };
    for (const [background, expected] of [
      [clear, [255, 255, 255]],
      [half, [228, 142, 142]],
    ] as const) {
      const create = { width: 9, height: 9, channels: 4, background } as const;
      expectPixels(await decode(await sharp({ create }).png().toBuffer()), expected);
    }
  });

  it('takes the first frame of an animation', async () => {
    const frames = [RED, [0, 200, 0], [0, 0, 200]].map((colour) => solid(colour, 10, 10).png());
    const images = await Promise.all(frames.map((frame) => frame.toBuffer()));
    for (const format of ['gif', 'webp'] as const) {
      const photo = await sharp(images, { join: { animated: true } })
        .toFormat(format)
        .toBuffer();
      expect((await sharp(photo).metadata()).pages).toBe(3);
      expectPixels(await decode(photo), RED);
    }
  });

  it('enlarges a photo of one pixel', async () => {
    expectPixels(await decode(await solid([9, 80, 250], 1, 1).png().toBuffer(), 8), [9, 80, 250]);
  });

  it('refuses a decompression bomb before unpacking it', async () => {
    const bomb = await sharp({
      create: { width: 12_000, height: 9_000, channels: 3, background: '#fff' },
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(500_000);
    await expect(decode(bomb)).rejects.toThrow('larger than 100 megapixels');
  });

  it.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)(
    'refuses a truncated %s',
    async (format) => {
      const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
      const create = { width: 200, height: 150, channels: 3, background: '#000', noise } as const;
      const photo = await sharp({ create }).toFormat(format).toBuffer();
      await expect(decode(photo)).resolves.toHaveLength(4 * 4 * 3);
      await expect(decode(photo.subarray(0, photo.length * 0.6))).rejects.toThrow(PhotoError);
    },
  );

  it('forgives stray bytes, as many cameras write them', async () => {
    const photo = await plain().jpeg().toBuffer();
    const stray = Buffer.concat([photo.subarray(0, -2), Buffer.alloc(9, 7), photo.subarray(-2)]);
    expectPixels(await decode(stray), RED);
  });

  it('refuses what is no photo, by its bytes and not by its name', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>';
    await expect(decode(Buffer.alloc(0))).rejects.toThrow('is empty (zero bytes)');
    await expect(decode(Buffer.from('Hello, I am text.'))).rejects.toThrow(
      'begins with "Hello, I am',
    );
    await expect(decode(Buffer.from(svg))).rejects.toThrow('is no photo');
  });

  it('reads a file by its path and names it when it cannot', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'named.png');
    // A JPEG by content: the name does not matter.
    await writeFile(path, await plain().jpeg().toBuffer());
    expectPixels(await decodePhoto(path, { size: 4, fit: 'squash' }), RED);

    await writeFile(path, 'text');
    const broken = decodePhoto(path, { size: 4, fit: 'squash' });
    await expect(broken).rejects.toThrow(PhotoError);
    await expect(broken).rejects.toThrow(`${path} is no photo`);
    await expect(decodePhoto(join(folder, 'gone.jpg'), { size: 4, fit: 'squash' })).rejects.toThrow(
      /gone\.jpg cannot be read: ENOENT/,
    );
  });
});

function decode(photo: Uint8Array, size = 4): Promise<Uint8Array> {
  return decodePhoto(photo, { size, fit: 'squash' });
}

function solid([r, g, b]: readonly number[], width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: { r, g, b } } });
}

function plain(): Sharp {
  return solid(RED, 60, 40);
}

/** 90 x 30: three squares side by side. */
function stripes(...colours: readonly (readonly number[])[]): Sharp {
  const pixels = Buffer.alloc(90 * 30 * 3);
  for (let i = 0; i < 90 * 30; i++) pixels.set(colours[Math.floor((i % 90) / 30)], i * 3);
  return sharp(pixels, { raw: { width: 90, height: 30, channels: 3 } });
}

/** Of each pixel, the channel that is brightest. */
function brightest(pixels: Uint8Array, size: number): number[] {
  return Array.from({ length: size * size }, (_, i) => {
    const pixel = [...pixels.subarray(i * 3, i * 3 + 3)];
    return pixel.indexOf(Math.max(...pixel));
  });
}

function expectPixels(pixels: Uint8Array, colour: readonly number[]): void {
  expect(pixels.length % 3).toBe(0);
  pixels.forEach((value, i) => {
    expect(Math.abs(value - colour[i % 3])).toBeLessThanOrEqual(3);
  });
}
