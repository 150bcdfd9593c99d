import type { NamedTensors, Network } from '@peasy/core';
import type { Environment } from '../api/types.js';
import { saveSnapshot } from '../store/save-snapshot.js';
import type { Store } from '../store/store.js';
import type { ImportedParam } from './imported-run.js';
import { PointSpool } from './point-spool.js';
import { whereIs, writeRun } from './write-run.js';

/** A network of another program, as a run of this record. */
export interface NetworkToImport {
  /** The same each time that the same file is read the same way: 16 characters, digits and small letters. */
  readonly id: string;
  readonly experiment: string;
  readonly name: string;
  readonly network: Network;
  readonly parameters: number;
  readonly multiplyAdds: number;
  readonly weights: NamedTensors;
  readonly classes: readonly string[];
  readonly note: string;
  readonly params: ReadonlyMap<string, ImportedParam>;
  readonly tags: ReadonlyMap<string, string>;
  readonly environment: Environment;
}

/** What became of it. */
export interface ImportedNetwork {
  readonly id: string;
  /** Its name here: with a number, where its experiment had it already. */
  readonly name: string;
  readonly alreadyHere: 'record' | 'trash' | undefined;
}

/**
 * Writes a network with its weights as a finished run with one snapshot, whole or not at all. One
 * that is here already is left as it is.
 * @throws StoreError
 */
export function importNetwork(store: Store, imported: NetworkToImport): ImportedNetwork {
  const { access } = store;
  const { id, name, weights, ...facts } = imported;
  return access.connection.write(() => {
    const alreadyHere = whereIs(access.connection, id);
    if (alreadyHere) return { id, name, alreadyHere };
    const points = new PointSpool('');
    const run = { ...facts, id, name, status: 'finished' } as const;
    const written = writeRun(access, run, points, []);
    const snapshot = { step: 0, epoch: 0, reasons: ['last'], weights } as const;
    saveSnapshot(access.connection, id, 0, snapshot);
    return { id, name: written?.name ?? name, alreadyHere: undefined };
  });
}
