import { createHash } from 'node:crypto';
import { openStore } from '@peasy/tracker';

/** SHA-256 of a run's last weights: equal when every bit is equal. */
export function lastWeights(db: string, run: string): string {
  const store = openStore({ file: db, readonly: true });
  try {
    const snapshot = store.pickSnapshot(store.findRun(run).id, 'last');
    const hash = createHash('sha256');
    for (const [name, { shape, values }] of store.snapshotWeights(snapshot.id)) {
      hash.update(`${name}[${shape.join()}]`);
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
    return hash.digest('hex');
  } finally {
    store.close();
  }
}
