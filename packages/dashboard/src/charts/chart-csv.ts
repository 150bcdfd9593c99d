import { extentsOf, type PlotModel } from './plot-model.js';

/** A chart's points in its shown range: a row a bucket of each curve, exact where it gathers one point. */
export function chartCsv(model: PlotModel): string {
  const [from, to] = extentsOf(model).x;
  const rows = model.curves.flatMap((curve) => {
    const name = model.runs.find(({ id }) => id === curve.run)?.name ?? '';
    const words = new Map(curve.breaks.map(({ x, word }) => [x, word]));
    return Array.from(curve.x).flatMap((x, i) => {
      if (x < from || x > to) return [];
      const mean = curve.raw ? curve.raw[i] : curve.y[i];
      const smoothed = curve.raw ? numberText(curve.y[i]) : '';
      return [
        [
          ...[curve.run, name, curve.key, numberText(x)],
          ...[curve.low[i], curve.high[i], mean].map(numberText),
          ...[smoothed, numberText(curve.count[i]), words.get(x) ?? ''],
        ],
      ];
    });
  });
  const head = ['run', 'name', 'metric', model.axis, 'min', 'max', 'mean'];
  const all = [[...head, 'smoothed', 'points', 'notFinite'], ...rows];
  return all.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : '';
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
