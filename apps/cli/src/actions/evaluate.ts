import { confusionMatrix, type Evaluation, NearDuplicates, wilsonInterval } from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import type { Store } from '@peasy/tracker';
import { parseRecordedSplit, type RecordedSplit, SPLIT_ARTIFACT, shortHash } from '@peasy/trainer';
import type { LookFlags } from '../compute-flags.js';
import { printJson, type RecordOptions, withStore } from '../open-record.js';
import { loadPhotos, photoSource } from '../photos.js';
import { openRunNetwork, type RunNetwork, topClass } from '../run-network.js';
import { formatCount, formatInterval, formatLoss } from '../terminal/format.js';
import { painter } from '../terminal/style.js';
import { formatTable } from '../terminal/table.js';
import { UserError } from '../user-error.js';
import { rejectedLines } from '../words.js';
import { findWorkspace } from '../workspace.js';

/** Flags of `peasy evaluate`. */
export interface EvaluateFlags extends RecordOptions, LookFlags {
  readonly data?: string;
  readonly snapshot: string;
  readonly role?: keyof RecordedSplit;
  readonly strict?: boolean;
}

/** Measures a run's network on photos, and prints what came. */
export function evaluateRun(ref: string, flags: EvaluateFlags): Promise<void> {
  return withStore(flags, async (store) => {
    const network = await openRunNetwork(store, ref, flags.snapshot, flags);
    try {
      await evaluate(store, network, flags);
    } finally {
      await network.compiled.dispose();
    }
  });
}

async function evaluate(store: Store, network: RunNetwork, flags: EvaluateFlags): Promise<void> {
  const { run, compiled, decode } = network;
  const workspace = findWorkspace();
  const photos = await loadPhotos(workspace, await photoSource(workspace, flags.data), {
    ...decode,
    classes: run.classes,
    strict: flags.strict ?? false,
    quiet: flags.json ?? false,
  });
  const roles = readRoles(store, run.id);
  const indices = choosePhotos(photos, roles, flags.role);
  const result = await compiled.evaluate(photos.images, indices);
  const trained = new Set(roles?.train);
  const alsoTrained =
    roles && indices.filter((i) => trained.has(shortHash(photos.hashes[i]))).length;
  const nearTrained = roles && countNearTrained(photos, roles, indices);
  const seen = { alsoTrained: alsoTrained ?? null, nearTrained: nearTrained ?? null };
  const report = describe(network, photos, indices, result, seen);
  if (flags.json) printJson(report);
  else print(report, photos);
}

function readRoles(store: Store, runId: string): RecordedSplit | undefined {
  const hasSplit = store.getRun(runId).artifacts.some(({ path }) => path === SPLIT_ARTIFACT);
  return hasSplit ? parseRecordedSplit(store.artifactBytes(runId, SPLIT_ARTIFACT)) : undefined;
}

/**
 * How many of some photos look like ones that the run trained on, those left out that it did train
 * on; undefined where not all of those are at hand.
 */
function countNearTrained(
  { hashes, images }: PhotoSet,
  { train }: RecordedSplit,
  indices: Int32Array,
): number | undefined {
  const trained = new Set(train);
  const isTrained = (i: number) => trained.has(shortHash(hashes[i]));
  const others = Int32Array.from(hashes.keys()).filter(isTrained);
  if (new Set(Array.from(others, (i) => shortHash(hashes[i]))).size < trained.size)
    return undefined;
  const unseen = indices.filter((i) => !isTrained(i));
  return new NearDuplicates(images).among(unseen, others).length;
}

/** Of the photos that a network was measured on, how many the run has seen in a way. */
interface Seen {
  /** Trained on; null: the run does not say. */
  readonly alsoTrained: number | null;
  /** Of the others, like one that was trained on; null: the photos that it trained on are not all at hand. */
  readonly nearTrained: number | null;
}

function choosePhotos(
  { hashes, name }: PhotoSet,
  roles: RecordedSplit | undefined,
  role: keyof RecordedSplit | undefined,
): Int32Array {
  const all = Int32Array.from(hashes.keys());
  if (!role) return all;
  const wanted = new Set(roles?.[role]);
  const chosen = all.filter((i) => wanted.has(shortHash(hashes[i])));
  if (chosen.length === 0) {
    throw new UserError(`Expected ${role} photos of the run in ${name}, and there is none.`);
  }
  return chosen;
}

type Report = ReturnType<typeof describe>;

function describe(
  { run, snapshot, compiled, engine, notice }: RunNetwork,
  photos: PhotoSet,
  indices: Int32Array,
  { loss, correct, probabilities }: Evaluation,
  seen: Seen,
) {
  const { classes } = photos;
  const labels = Array.from(indices, (i) => photos.images.labels[i]);
  const predictions = labels.map((_, row) => topClass(probabilities, row, classes.length));
  const n = indices.length;
  return {
    accuracy: correct / n,
    n,
    correct,
    interval: wilsonInterval(correct, n),
    loss,
    classes,
    /** Rows: the photos' classes; columns: what the network said. */
    confusion: confusionMatrix(labels, predictions, classes.length),
    ...seen,
    run: { id: run.id, name: run.name },
    snapshot: { id: snapshot.id, epoch: snapshot.epoch },
    dataset: photos.name,
    leftOut: photos.rejected.length,
    engine,
    device: compiled.device,
    /** Why that is not the instruction set that the run recorded; null: it is. */
    instructionSetNotice: notice ?? null,
  };
}

function print(report: Report, photos: PhotoSet): void {
  const { accuracy, correct, n, loss, confusion, classes, run, snapshot } = report;
  const { alsoTrained, nearTrained } = report;
  const { device, instructionSetNotice } = report;
  const paint = painter(process.stdout);
  for (const line of rejectedLines(photos)) console.log(paint('yellow', line));
  if (instructionSetNotice) console.log(paint('yellow', instructionSetNotice));
  console.log(`${run.name} after epoch ${Number(snapshot.epoch.toFixed(2))}, on ${photos.name}`);
  console.log(`accuracy  ${formatInterval(correct, n)}, ${(100 * accuracy).toFixed(1)} % right`);
  console.log(`loss      ${formatLoss(loss)}`);
  console.log(`engine    ${device}`);
  const warnings = [
    alsoTrained &&
      `${share(alsoTrained, n)} ${alsoTrained === 1 ? 'was' : 'were'} trained on: this is not a test`,
    nearTrained &&
      `${share(nearTrained, n)} ${nearTrained === 1 ? 'has' : 'have'} a near-duplicate among the trained ones`,
  ];
  for (const words of warnings) if (words) console.log(paint('yellow', words));
  console.log(
    `\n${formatTable(
      classes.map((name, row) => ({ name, counts: confusion[row] })),
      [
        { head: 'is \\ said', cell: ({ name }) => name },
        ...classes.map((name, column) => ({
          head: name,
          align: 'right' as const,
          cell: ({ counts }: { counts: readonly number[] }) => formatCount(counts[column]),
        })),
      ],
    )}`,
  );
}

function share(count: number, of: number): string {
  return `${formatCount(count)} of ${formatCount(of)} photos`;
}
