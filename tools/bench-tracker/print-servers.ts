import { formatTable } from '../bench/table.js';
import type { ServerFigures } from './measure-server.js';
import { serverBars } from './server-bars.js';

/** The tables of the servers' figures, and of Peasy's beside each of MLflow's. */
export function printServers(figures: readonly ServerFigures[]): string {
  const peasy = figures.find(({ server }) => server === 'peasy');
  const others = figures.filter(({ server }) => server !== 'peasy');
  const tables = [figuresTable(figures)];
  if (peasy) for (const mlflow of others) tables.push(barsTable(mlflow, peasy));
  return tables.join('\n\n');
}

function figuresTable(figures: readonly ServerFigures[]): string {
  const row = (what: string, read: (each: ServerFigures) => number) => [
    what,
    ...figures.map((each) => shown(read(each))),
  ];
  return formatTable(
    ['server', ...figures.map(({ title }) => title)],
    [
      row('log-metric, 1 connection, requests/s', ({ singleOne }) => singleOne),
      row('log-metric, 8 connections, requests/s', ({ singleEight }) => singleEight),
      row('log-batch of 1,000, metrics/s', ({ batch }) => batch),
      ...figures[0].searches.flatMap(({ what }, index) => [
        row(`${what}, p50, ms`, ({ searches }) => searches[index].p50),
        row(`${what}, p95, ms`, ({ searches }) => searches[index].p95),
      ]),
      row('a whole history, ms', ({ history }) => history),
      row('resident memory, MB', ({ memory }) => memory / 1e6),
    ],
  );
}

function barsTable(mlflow: ServerFigures, peasy: ServerFigures): string {
  return formatTable(
    [`peasy serve against ${mlflow.title}`, 'at least', 'came', 'met'],
    serverBars(mlflow, peasy).map(({ what, least, times, met }) => [
      what,
      `${least}x better`,
      `${times.toFixed(1)}x`,
      met ? 'met' : 'not met',
    ]),
  );
}

function shown(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en-US') : value.toFixed(1);
}
