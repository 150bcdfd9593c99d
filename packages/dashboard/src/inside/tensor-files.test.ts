import { describe, expect, it } from 'vitest';
import { npyOf, stacked, tensorRows } from './tensor-files.js';

describe('npyOf()', () => {
  it.each([[[5]], [[2, 3]], [[1, 2, 2, 3]]])('writes what NumPy reads: shape %j', (shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    const values = Float32Array.from({ length }, (_, i) => Math.fround(Math.sin(i)));
    const file = npyOf({ shape, values });
    expect([...file.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
    const start = 10 + new DataView(file.buffer).getUint16(8, true);
    expect(start % 64).toBe(0);
    const header = new TextDecoder().decode(file.subarray(10, start));
    expect(header.endsWith('\n')).toBe(true);
    const tuple = /'shape': \(([^)]*)\)/.exec(header)![1];
    expect(tuple.split(',').filter(Boolean).map(Number)).toEqual(shape);
    if (shape.length === 1) expect(tuple).toBe('5,');
    expect(new Float32Array(file.buffer, start)).toEqual(values);
  });
});

describe('tensorRows()', () => {
  it('says the place and the exact value of each number, by name where places have names', () => {
    const values = Float32Array.from([0.1, 1, 2, Number.NaN]);
    const tensor = stacked([
      { shape: [2], values: values.subarray(0, 2) },
      { shape: [2], values: values.subarray(2) },
    ]);
    const axes = [{ name: 'photo', places: ['cat.png', 'dog.png'] }, { name: 'unit' }];
    expect(tensorRows(tensor, axes)).toEqual([
      ['photo', 'unit', 'value'],
      ['cat.png', '0', '0.10000000149011612'],
      ['cat.png', '1', '1'],
      ['dog.png', '0', '2'],
      ['dog.png', '1', 'NaN'],
    ]);
  });
});
