import { describe, expect, it } from 'vitest';
import { cellsOf, drawPlates, kernelCells } from './plates.js';

const colours = { surface: '#fff', ink: '#000', soft: '#666', mark: '#c00' };

describe('cellsOf()', () => {
  it('paints values by the scale, and leaves out what is not there yet', () => {
    const tensor = { shape: [1, 3, 1], values: Float32Array.of(0, 1, Number.NaN) };
    expect(cellsOf(tensor, { from: 0, to: 1 }, 'grey')).toEqual([
      ['rgb(0 0 0)', 'rgb(255 255 255)', undefined],
    ]);
  });

  it('paints three channels as the colour that they are', () => {
    const tensor = { shape: [1, 1, 3], values: Float32Array.of(1, 0.2, 0) };
    expect(cellsOf(tensor, { from: 0, to: 1 }, 'grey', true)).toEqual([['rgb(255 51 0)']]);
  });

  it('lays many channels out as tiles with an empty cell between them', () => {
    const tensor = { shape: [1, 1, 3], values: Float32Array.of(0, 1, 1) };
    expect(cellsOf(tensor, { from: 0, to: 1 }, 'grey')).toEqual([
      ['rgb(0 0 0)', undefined, 'rgb(255 255 255)'],
      [undefined, undefined, undefined],
      ['rgb(255 255 255)', undefined, undefined],
    ]);
  });
});

describe('drawPlates()', () => {
  const rows = [
    [-1, 0],
    [0, 2],
  ];

  it('writes each number of a kernel into its cell', () => {
    const plate = { title: 'The kernel', ...kernelCells(rows), notes: [] };
    const { text } = drawPlates('Lab', [plate], colours);
    const written = [...text.matchAll(/text-anchor="middle"[^>]*>([^<]*)</g)].map(([, one]) => one);
    expect(written).toEqual(['\u22121.00', '0', '0', '2.00']);
  });

  it('writes names as they are, whatever signs are in them', () => {
    const plate = { title: '<b> & co', cells: [['red']], notes: ['a < b'] };
    const { text } = drawPlates('x & y', [plate], colours);
    expect(text).toContain('&lt;b&gt; &amp; co');
    expect(text).toContain('a &lt; b');
    expect(text).not.toMatch(/<b>|x & y/);
  });

  it('is as wide as it has plates, and as high as the longest words below one need', () => {
    const plate = { title: '', cells: [['red']], notes: [] };
    const wordy = { ...plate, notes: [Array(40).fill('word').join(' ')] };
    const one = drawPlates('', [plate], colours);
    const two = drawPlates('', [plate, wordy], colours);
    expect(two.width).toBeGreaterThan(1.8 * one.width);
    expect(two.height).toBeGreaterThan(one.height);
  });
});
