import { describe, expect, it } from 'vitest';
import { colourPicture, greySheet, scaleOf, scaleWords } from './grey-sheet.js';

describe('greySheet()', () => {
  it('lays maps side by side on one scale, with grey between them', () => {
    // Two maps of 1 x 2: 0, 1 and 2, 4.
    const tensor = { shape: [1, 2, 2], values: Float32Array.of(0, 2, 1, 4) };
    const { pixels, scale } = greySheet(tensor, 2);
    expect(scale).toEqual({ low: 0, high: 4 });
    expect(pixels).toMatchObject({ width: 5, height: 1, channels: 1 });
    expect([...pixels.bytes]).toEqual([0, 64, 128, 128, 255]);
  });

  it('begins a row where one is full, and leaves the rest of the last one grey', () => {
    const tensor = { shape: [1, 1, 3], values: Float32Array.of(0, 1, 1) };
    const { pixels } = greySheet(tensor, 2);
    expect([pixels.width, pixels.height]).toEqual([3, 3]);
    expect([...pixels.bytes]).toEqual([0, 128, 255, 128, 128, 128, 255, 128, 128]);
  });

  it('draws a map of one value, and values that are none, black', () => {
    const flat = greySheet({ shape: [1, 1, 1], values: Float32Array.of(3) }, 1);
    expect([...flat.pixels.bytes]).toEqual([0]);
    const broken = greySheet({ shape: [1, 3, 1], values: Float32Array.of(Number.NaN, 0, 1) }, 1);
    expect([...broken.pixels.bytes]).toEqual([0, 0, 255]);
  });
});

it('colourPicture() takes as many values as the picture has, red, green, blue by pixel', () => {
  const { pixels, scale } = colourPicture([0, 1, 2, 4, 4, 4, 99], 1, 2);
  expect(scale).toEqual({ low: 0, high: 4 });
  expect([...pixels.bytes]).toEqual([0, 64, 128, 255, 255, 255]);
});

it('scaleOf() leaves out what is no number; scaleWords() say the ends', () => {
  expect(scaleOf([Number.NaN, -1, 2])).toEqual({ low: -1, high: 2 });
  expect(scaleOf([])).toEqual({ low: 0, high: 0 });
  expect(scaleWords({ low: -0.30949, high: 1.2 })).toBe('black -0.309, white 1.2');
});
