import path from 'node:path';
import { decodePhoto, listPhotoFiles, PhotoError } from '@peasy/data';
import type { LookFlags } from '../compute-flags.js';
import { EXIT } from '../exit-codes.js';
import { printJson, type RecordOptions, withStore } from '../open-record.js';
import { openRunNetwork, type RunNetwork, topClass, unlabelled } from '../run-network.js';
import { formatTable } from '../terminal/table.js';
import { findWorkspace, resolveFrom } from '../workspace.js';

/** Flags of `peasy predict`. */
export interface PredictFlags extends RecordOptions, LookFlags {
  readonly snapshot: string;
}

/** What a network says of one photo. */
interface Prediction {
  readonly photo: string;
  readonly class: string;
  /** By class name, summing to 1. */
  readonly probabilities: Readonly<Record<string, number>>;
}

/** A photo that could not be read. */
interface Unread {
  readonly photo: string;
  readonly error: string;
}

/** Asks a run's network what is on photos, and prints what it says. */
export function predictPhotos(
  ref: string,
  given: readonly string[],
  flags: PredictFlags,
): Promise<void> {
  return withStore(flags, async (store) => {
    const files = await findFiles(given);
    const network = await openRunNetwork(store, ref, flags.snapshot, flags);
    try {
      const { predictions, unread } = await predict(network, files);
      const { run, engine, compiled, notice } = network;
      if (flags.json) {
        const by = { engine, device: compiled.device, instructionSetNotice: notice ?? null };
        printJson({ run: run.name, predictions, unread, ...by });
      } else print(network, predictions);
      const troubles = [...(notice ? [notice] : []), ...unread.map(({ error }) => error)];
      if (!flags.json) for (const words of troubles) console.error(`peasy: ${words}`);
      if (unread.length > 0) process.exitCode = EXIT.failed;
    } finally {
      await network.compiled.dispose();
    }
  });
}

async function findFiles(given: readonly string[]): Promise<string[]> {
  const workspace = findWorkspace();
  const files: string[] = [];
  for (const one of given) {
    files.push(...(await listPhotoFiles(resolveFrom(workspace, one))).files);
  }
  return files;
}

async function predict(
  { run, compiled, decode }: RunNetwork,
  files: readonly string[],
): Promise<{ predictions: Prediction[]; unread: Unread[] }> {
  const photos: Uint8Array[] = [];
  const read: string[] = [];
  const unread: Unread[] = [];
  for (const file of files) {
    try {
      photos.push(await decodePhoto(file, decode));
      read.push(file);
    } catch (error) {
      if (!(error instanceof PhotoError)) throw error;
      unread.push({ photo: file, error: error.message });
    }
  }
  const indices = Int32Array.from(photos.keys());
  const { probabilities } = await compiled.evaluate(unlabelled(photos, decode.size), indices);
  const { classes } = run;
  const predictions = read.map((photo, row) => ({
    photo,
    class: classes[topClass(probabilities, row, classes.length)],
    probabilities: Object.fromEntries(
      classes.map((name, c) => [name, probabilities[row * classes.length + c]]),
    ),
  }));
  return { predictions, unread };
}

function print({ run }: RunNetwork, predictions: readonly Prediction[]): void {
  if (predictions.length === 0) return;
  const { cwd } = findWorkspace();
  console.log(
    formatTable(predictions, [
      { head: 'photo', cell: ({ photo }) => path.relative(cwd, photo) || photo },
      { head: 'is a', cell: (prediction) => prediction.class },
      ...run.classes.map((name) => ({
        head: name,
        align: 'right' as const,
        cell: ({ probabilities }: Prediction) => probabilities[name].toFixed(4),
      })),
    ]),
  );
}
