import { describe, expect, it } from 'vitest';
import { drawnCurve as curve } from '../testing/drawn-curve.js';
import { plotColours } from '../theme/plot-colours.js';
import { chartCsv } from './chart-csv.js';
import { chartSvg } from './chart-svg.js';
import { aboveZero } from './curve.js';
import { describeLeftOut } from './describe.js';
import { logExtent } from './extent.js';
import { extentsOf, type PlotModel, structureOf, withOpacity } from './plot-model.js';
import { Readout, readoutPhotos } from './readout.js';

describe('a plot model', () => {
  const look = { colour: 0, dash: 0, marker: 'circle' } as const;
  const model: PlotModel = {
    metric: 'accuracy',
    axis: 'epoch',
    xScale: 'linear',
    scale: 'linear',
    zoom: undefined,
    runs: [
      { id: 'a', name: 'cnn', look, bestX: 2 },
      { id: 'b', name: 'dense', look, bestX: undefined },
    ],
    curves: [curve([1, 2, 3], [0.5, 0.88, Number.NaN]), curve([2, 4], [0.6, 0.7], 'b')],
  };

  it('reads out every run at a place, or at its last point', () => {
    const readout = new Readout(model);
    expect(readout.columns).toEqual(['train', 'validation']);
    const values = (x?: number) => readout.at(x).map((row) => row.values[1]);
    expect(values()).toEqual(['NaN', '0.700']);
    expect(values(2)).toEqual(['0.880', '0.600']);
    // dense has no point at 3, and counts as what it was; cnn is over at 4; dense not begun at 1.
    expect(values(3)).toEqual(['NaN', '0.600']);
    expect(values(4)).toEqual([undefined, '0.700']);
    expect(values(1)).toEqual(['0.500', undefined]);
    expect(readout.at(2)[0].values[0]).toBeUndefined();
  });

  it('gives shares of photos their intervals, says of how many, and ends on the last value', () => {
    const [cnn, dense] = model.curves;
    const curves = [
      { ...cnn, photos: 2400 },
      { ...dense, photos: 600, end: 0.72 },
    ];
    const at = (more: Partial<PlotModel>, x?: number) =>
      new Readout({ ...model, curves, ...more })
        .at(x)
        .map(({ values }) => values[1]?.replaceAll('\u00a0', ' '));
    expect(at({}, 2)).toEqual(['0.880 ± 0.013', '0.60 ± 0.04']);
    expect(at({})).toEqual(['NaN', '0.72 ± 0.04']);
    // Within a zoom the last value of all is not the last that is shown.
    expect(at({ zoom: [1, 3] })[1]).toBe('0.70 ± 0.04');
    const words = readoutPhotos({ ...model, curves }, 'validation')?.replaceAll('\u00a0', ' ');
    expect(words).toBe('n = 600 to 2,400');
    expect(readoutPhotos(model, 'validation')).toBeUndefined();
  });

  it('has one column for a metric that is of no photos', () => {
    const curves = model.curves.map((one) => ({ ...one, role: 'value' as const }));
    const readout = new Readout({ ...model, metric: 'learningRate', curves });
    expect(readout.columns).toEqual(['value']);
    expect(readout.at(2).map(({ values }) => values)).toEqual([['0.8800'], ['0.6000']]);
  });

  it('leaves out on logarithmic axes what they have no place for, and says so', () => {
    const curves = [curve([0, 1, 100], [0.5, 0, 2])];
    const log: PlotModel = { ...model, axis: 'step', xScale: 'log', curves: curves.map(aboveZero) };
    expect(extentsOf(log).x).toEqual([1, 100]);
    expect(describeLeftOut(log)).toBe(
      '1 point left out at step 0 or before: a logarithmic axis has no 0.',
    );
    expect(describeLeftOut({ ...model, curves })).toBe('');
    expect(describeLeftOut({ ...model, curves, scale: 'log' })).toContain('Values of 0 and below');
    expect(extentsOf({ ...log, zoom: [0, 50] }).x[0]).toBeGreaterThan(0);
    expect(extentsOf({ ...log, curves: [] }).x).toEqual([1, 10]);
  });

  it('keeps accuracies in 0..1', () => {
    const { x, y } = extentsOf(model);
    expect(x).toEqual([0, 4]);
    expect(y[0]).toBeGreaterThanOrEqual(0);
    expect(y[1]).toBeLessThanOrEqual(1);
  });

  it('fits the values of the range that is shown', () => {
    const zoomed = extentsOf({ ...model, zoom: [1.5, 2.5] });
    expect(zoomed.x).toEqual([1.5, 2.5]);
    expect(zoomed.y[0]).toBeGreaterThan(0.55);
    const log = extentsOf({ ...model, scale: 'log' }).y;
    expect(log[0]).toBeGreaterThan(0);
    expect(logExtent([curve([1, 2], [0, -1])], [0, 9])).toEqual([0.1, 1]);
  });

  it('is written as CSV, NaN and all, within the range that is shown', () => {
    const lines = chartCsv({ ...model, zoom: [2, 3] }).split('\r\n');
    expect(lines[0]).toBe('run,name,metric,epoch,min,max,mean,smoothed,points,notFinite');
    expect(lines.slice(1)).toEqual([
      'a,cnn,valAccuracy,2,0.88,0.88,0.88,,1,',
      'a,cnn,valAccuracy,3,,,,,1,NaN',
      'b,dense,valAccuracy,2,0.6,0.6,0.6,,1,',
      '',
    ]);
  });

  it('is drawn as an SVG without a number that is none', () => {
    const drawn = chartSvg({ ...model, curves: [...model.curves] }, plotColours('light'));
    expect(drawn).toContain('dense');
    expect(drawn).not.toContain('NaN');
  });

  it('takes new values for the same chart, and other curves for another', () => {
    const grown = { ...model, curves: [curve([1], [0.1]), curve([1], [0.2], 'b')] };
    expect(structureOf(grown)).toBe(structureOf(model));
    expect(structureOf({ ...model, curves: model.curves.slice(1) })).not.toBe(structureOf(model));
    expect(structureOf({ ...model, scale: 'log' })).not.toBe(structureOf(model));
    expect(structureOf({ ...model, axis: 'seconds' })).not.toBe(structureOf(model));
  });

  it('writes opacity into a colour', () => {
    expect(withOpacity('#0061b1', 1)).toBe('#0061b1ff');
    expect(withOpacity('#0061b1', 0)).toBe('#0061b100');
  });
});
