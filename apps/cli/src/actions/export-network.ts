import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeNetwork } from '@peasy/core';
import { type WriteFormat, writeNetwork } from '@peasy/formats';
import type { Store } from '@peasy/tracker';
import { printJson, type RecordOptions } from '../open-record.js';
import { formatCount } from '../terminal/format.js';
import { UserError } from '../user-error.js';
import { findWorkspace, resolveFrom } from '../workspace.js';

/** Flags of `peasy export RUN` for a network. */
export interface NetworkExportFlags extends RecordOptions {
  readonly format: WriteFormat;
  readonly to?: string;
  readonly snapshot: string;
}

/** Writes the network of a run with the weights of a snapshot; the file gets its name when it is whole. */
export async function exportNetwork(
  store: Store,
  ref: string,
  { format, to, snapshot: which, json }: NetworkExportFlags,
): Promise<void> {
  const run = store.getRun(store.findRun(ref).id);
  const { network, classes, name } = run;
  if (!network) {
    throw new UserError(`Expected run ${name} to have a network, and none was recorded with it.`);
  }
  const isEpoch = /^\d+(\.\d+)?$/.test(which);
  const snapshot = store.pickSnapshot(run.id, isEpoch ? Number(which) : which);
  const weights = store.snapshotWeights(snapshot.id);
  const files = await writeNetwork(format, { network, weights, classes });
  const isFolder = format === 'tfjs';
  const usual = `${name.replace(/[^\w.-]/g, '_')}${isFolder ? '-tfjs' : files[0].path}`;
  const path = resolveFrom(findWorkspace(), to ?? usual);
  if (existsSync(path)) {
    throw new UserError(`There is ${path} already. Name another place with --to.`);
  }
  const unfinished = `${path}.unfinished`;
  try {
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(isFolder ? unfinished : dirname(path), { recursive: true });
    for (const file of files) {
      writeFileSync(isFolder ? join(unfinished, file.path) : unfinished, file.bytes);
    }
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`The network could not be written to ${path}: ${reason}.`);
  }
  const { parameters } = describeNetwork(network);
  const { epoch } = snapshot;
  if (json) {
    printJson({ run: { id: run.id, name }, format, to: path, epoch, parameters });
    return;
  }
  console.log(
    `Wrote ${name} after epoch ${Number(epoch.toFixed(2))} to ${path}: ${network.layers.length} layers, ${formatCount(parameters)} parameters. It takes photos of ${network.input.join(' x ')} divided by 255, and answers ${classes.join(', ')}.`,
  );
}
