import type { ServerFigures } from './measure-server.js';

/** A figure of Peasy's beside that of a server of MLflow's. */
export interface ServerBar {
  readonly what: string;
  readonly mlflow: number;
  readonly peasy: number;
  /** How many times better Peasy's is. */
  readonly times: number;
  readonly least: number;
  readonly met: boolean;
}

/** What Peasy's server is held to, beside one of MLflow's. */
export function serverBars(mlflow: ServerFigures, peasy: ServerFigures): ServerBar[] {
  const faster = (what: string, read: (figures: ServerFigures) => number, least: number) =>
    bar(what, read(mlflow), read(peasy), read(peasy) / read(mlflow), least);
  const shorter = (what: string, read: (figures: ServerFigures) => number, least: number) =>
    bar(what, read(mlflow), read(peasy), read(mlflow) / read(peasy), least);
  return [
    faster('log-metric, 1 connection, requests/s', ({ singleOne }) => singleOne, 20),
    faster('log-metric, 8 connections, requests/s', ({ singleEight }) => singleEight, 20),
    faster('log-batch of 1,000, metrics/s', ({ batch }) => batch, 20),
    ...peasy.searches.flatMap(({ what }, index) => [
      shorter(`${what}, p50, ms`, ({ searches }) => searches[index].p50, 10),
      shorter(`${what}, p95, ms`, ({ searches }) => searches[index].p95, 10),
    ]),
    shorter('a whole history, ms', ({ history }) => history, 20),
    shorter('resident memory, MB', ({ memory }) => memory / 1e6, 4),
  ];
}

function bar(what: string, mlflow: number, peasy: number, times: number, least: number): ServerBar {
  return { what, mlflow, peasy, times, least, met: times >= least };
}
