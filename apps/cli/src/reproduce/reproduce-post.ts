import path from 'node:path';
import { decodePhoto } from '@peasy/data';
import { openStore, type Store } from '@peasy/tracker/record';
import { loadPhotos, photoSource } from '../photos.js';
import { databaseFile, findWorkspace, resolveFrom } from '../workspace.js';
import { collect } from './collect.js';
import { decodeAnew } from './decode-anew.js';
import type { ReproduceFlags } from './flags.js';
import { importPublished, readPublished } from './import-published.js';
import { planOf, TRAININGS, trainingName } from './plan.js';
import type { ReproduceReport } from './reproduce-report.js';
import { type Reproduction, runsOf, stageState, TAG, tagsOf } from './stage-runs.js';
import { trainStage } from './train-stage.js';
import { checkDestinations, writeFiles } from './write-files.js';

/** Photos as the post decodes them; its label order. */
const POST_PHOTOS = { size: 32, fit: 'squash', classes: ['dog', 'cat'] } as const;

/** The stages, for "3 of 7": photos, four trainings, the published network, measuring. */
const STAGES = 3 + TRAININGS.length;

/**
 * Does the whole experiment of the post, or what is left of it: all that is done is in the record,
 * so the same command goes on where it was stopped. Answers whether it came to its end.
 */
export async function reproducePost(
  flags: ReproduceFlags,
  report: ReproduceReport,
  stop: AbortSignal,
): Promise<boolean> {
  const workspace = findWorkspace();
  const given = await readGiven(flags);
  const store = openStore({ file: databaseFile(workspace, flags.db) });
  try {
    const source = await photoSource(workspace, flags.data);
    const plan = planOf(flags.quick ?? false, flags.epochs);
    report.begin(plan, STAGES);
    report.stage(1, 'photos');
    const photos = await loadPhotos(workspace, source, {
      ...POST_PHOTOS,
      strict: flags.strict ?? false,
      quiet: flags.json ?? false,
      signal: stop,
    });
    report.photos(photos);
    const reproduction = { plan, digest: photos.digest };
    const decodeSeconds = await timeDecoding(store, reproduction, source, stop);
    report.decoded(photos, decodeSeconds);

    const session = {
      ...{ store, reproduction, source, decodeSeconds },
      ...{ flags, report, stop },
    };
    for (const [i, training] of TRAININGS.entries()) {
      report.stage(i + 2, trainingName(training));
      if (!(await isTrained(session, training))) return false;
    }

    report.stage(STAGES - 1, 'the published network');
    const published =
      given.networkFile === undefined ? undefined : await importPublished(store, given.networkFile);
    report.published(published);
    stop.throwIfAborted();
    report.stage(STAGES, 'measuring, and the report');
    const look = { engine: flags.engine, device: flags.device };
    const collected = await collect(store, photos, reproduction, published, look);
    const results = { plan, photos, decodeSeconds, collected };
    const context = { store, results, flags: look, outside: given.outside };
    report.results(results, await writeFiles(context, given.destinations));
    return true;
  } finally {
    store.close();
  }
}

/** What the command line names, read and looked at before hours of training. */
async function readGiven(flags: ReproduceFlags) {
  const workspace = findWorkspace();
  const resolve = (given: string) => resolveFrom(workspace, given);
  const destinations = {
    folder: resolve(flags.to),
    markdown: flags.results === undefined ? undefined : resolve(flags.results),
  };
  checkDestinations(destinations);
  const networkFile = flags.networkFile === undefined ? undefined : resolve(flags.networkFile);
  if (networkFile !== undefined) await readPublished(networkFile);
  const outside =
    flags.photo === undefined
      ? undefined
      : {
          name: path.basename(flags.photo),
          pixels: await decodePhoto(resolve(flags.photo), POST_PHOTOS),
        };
  return { destinations, networkFile, outside };
}

/** What trainings of one reproduction share. */
interface Session {
  readonly store: Store;
  readonly reproduction: Reproduction;
  readonly source: string | undefined;
  readonly decodeSeconds: number;
  readonly flags: ReproduceFlags;
  readonly report: ReproduceReport;
  readonly stop: AbortSignal;
}

/** Trains what is left of one training; answers whether it is done. */
async function isTrained(session: Session, training: (typeof TRAININGS)[number]): Promise<boolean> {
  const { store, reproduction, source, flags, report, stop } = session;
  const state = stageState(store, training.key, reproduction);
  if (state.kind === 'finished') {
    report.alreadyDone(state.run);
    return true;
  }
  stop.throwIfAborted();
  const tags = {
    ...tagsOf(training.key, reproduction),
    [TAG.decodeSeconds]: session.decodeSeconds.toFixed(3),
  };
  const { plan } = reproduction;
  return trainStage({
    ...{ training, state, plan, flags, source, tags, stop },
    report: report.training(),
  });
}

/** Seconds that decoding these photos takes here: as a run of this reproduction has it, else measured now. */
async function timeDecoding(
  store: Store,
  reproduction: Reproduction,
  source: string | undefined,
  signal: AbortSignal,
): Promise<number> {
  const recorded = runsOf(store, reproduction)
    .map(({ tags }) => Number(tags[TAG.decodeSeconds]))
    .find((seconds) => seconds > 0);
  return recorded ?? decodeAnew({ ...POST_PHOTOS, source, signal });
}
