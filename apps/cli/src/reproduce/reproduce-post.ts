import { openStore, type Store } from '@peasy/tracker';
import { loadPhotos, photoSource } from '../photos.js';
import { databaseFile, findWorkspace, resolveFrom } from '../workspace.js';
import { collect } from './collect.js';
import { decodeAnew } from './decode-anew.js';
import type { ReproduceFlags } from './flags.js';
import { importPublished, type PublishedRuns } from './import-published.js';
import { planOf, TRAININGS, trainingName } from './plan.js';
import type { ReproduceReport } from './reproduce-report.js';
import { type Reproduction, runsOf, stageState, TAG, tagsOf } from './stage-runs.js';
import { trainStage } from './train-stage.js';

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
  const file = databaseFile(workspace, flags.db);
  const store = openStore({ file });
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

    for (const [i, training] of TRAININGS.entries()) {
      const state = stageState(store, training.key, reproduction);
      report.stage(i + 2, trainingName(training));
      if (state.kind === 'finished') {
        report.alreadyDone(state.run);
        continue;
      }
      const tags = {
        ...tagsOf(training.key, reproduction),
        [TAG.decodeSeconds]: decodeSeconds.toFixed(3),
      };
      const isDone = await trainStage({
        ...{ training, state, plan, flags, source, tags, stop },
        report: report.training(),
      });
      if (!isDone) return false;
    }

    report.stage(STAGES - 1, 'the published network');
    const published = await publishedRuns(store, flags);
    report.published(published);
    report.stage(STAGES, 'measuring, and the report');
    stop.throwIfAborted();
    const collected = await collect(store, photos, reproduction, published, flags);
    report.results({ plan, photos, decodeSeconds, collected });
    return true;
  } finally {
    store.close();
  }
}

async function publishedRuns(
  store: Store,
  { networkFile }: ReproduceFlags,
): Promise<PublishedRuns | undefined> {
  if (networkFile === undefined) return undefined;
  return importPublished(store, resolveFrom(findWorkspace(), networkFile));
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
