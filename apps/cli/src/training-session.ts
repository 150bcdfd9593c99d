import {
  configFromParams,
  type EngineName,
  type RunConfig,
  type RunLogger,
  type RunStart,
} from '@peasy/core';
import { instructionSetMissing } from '@peasy/kernels';
import type { RunDetail } from '@peasy/tracker';
import { openStore, type Store, StoreError } from '@peasy/tracker/record';
import {
  describeRun,
  type EngineChoice,
  type PreparedRun,
  prepareRun,
  type TrainingResult,
  type TrainOptions,
  train,
} from '@peasy/trainer';
import { applyRetention } from './apply-retention.js';
import { chooseRunEngine } from './choose-run-engine.js';
import { type ComputeFlags, computeOptions, engineWith } from './compute-flags.js';
import type { GivenValues } from './config-flags.js';
import { ENGINES } from './engines.js';
import { readEnvironment } from './environment.js';
import { EXIT } from './exit-codes.js';
import { loadConfig } from './load-config.js';
import { LoggedRun } from './logged-run.js';
import { passedOverRecord } from './passed-over.js';
import { loadPhotos, photoSource } from './photos.js';
import { enginesFrom } from './recorded-engine.js';
import { settingsFrom } from './recorded-set.js';
import { ServedRun } from './served-run.js';
import { type ServerFlags, serverUrl, tokenOf } from './server-flags.js';
import { BothReports } from './terminal/both-reports.js';
import { jsonLine } from './terminal/json-line.js';
import { TextTrainReport } from './terminal/text-train-report.js';
import { TRAIN_LOG, TrainLog } from './terminal/train-log.js';
import type { TrainReport } from './terminal/train-report.js';
import { UserError } from './user-error.js';
import { databaseFile, findWorkspace, resolveFrom, type Workspace } from './workspace.js';

/** Flags of `peasy train`, beside the values of the config. */
export interface TrainFlags extends ComputeFlags, ServerFlags {
  readonly config: string;
  readonly data?: string;
  readonly name?: string;
  readonly resume?: string;
  readonly strict?: boolean;
  readonly db?: string;
  readonly json?: boolean;
  /** Tags of a new run; no flag of `peasy train`. */
  readonly tags?: RunStart['tags'];
}

/** Where a session records: a database here, or a server. */
interface Destination {
  readonly store: Store | undefined;
  begin(start: RunStart): RunLogger | Promise<RunLogger>;
}

/** What a session trains: a new run, or one that goes on. */
interface Plan {
  readonly config: RunConfig;
  readonly configName: string | undefined;
  readonly source: string | undefined;
  readonly resumed: RunDetail | undefined;
}

/** One `peasy train`, from its flags to its record. */
export class TrainingSession {
  readonly #flags: TrainFlags;
  readonly #given: GivenValues;
  readonly #report: TrainReport;
  readonly #log = new TrainLog();
  readonly #stop: AbortSignal;
  readonly #workspace: Workspace = findWorkspace();

  constructor(flags: TrainFlags, given: GivenValues, report: TrainReport, stop: AbortSignal) {
    this.#flags = flags;
    this.#given = given;
    const log = new TextTrainReport(flags, this.#log);
    this.#report = new BothReports(report, log);
    this.#stop = stop;
    // Whoever waits was told by who heard the wish.
    stop.addEventListener('abort', () => log.stopping());
  }

  async run(): Promise<TrainingResult> {
    const { server } = this.#flags;
    if (server !== undefined) return this.#runOn(serverUrl(server));
    const file = databaseFile(this.#workspace, this.#flags.db);
    const store = openStore({ file, mustExist: this.#flags.resume !== undefined });
    try {
      const result = await this.#runIn({
        store,
        begin: (start) => this.#logged(store.startRun(start)),
      });
      const words = await applyRetention(store);
      if (words) {
        if (this.#flags.json) jsonLine({ event: 'retention', message: words });
        else console.log(words);
      }
      return result;
    } finally {
      store.close();
    }
  }

  async #runOn(url: string): Promise<TrainingResult> {
    for (const flag of ['resume', 'db'] as const) {
      if (this.#flags[flag] === undefined) continue;
      throw new UserError(
        `Expected no --${flag} beside --server, got ${this.#flags[flag]}: ${flag === 'db' ? 'the server has the database' : 'a run goes on where its database is'}.`,
        EXIT.usage,
      );
    }
    const { connect, sendLeft } = await import('@peasy/client/node');
    const token = tokenOf(this.#flags);
    const onEvent = this.#report.server.bind(this.#report);
    const client = connect({ url, token, onEvent });
    let run: ServedRun | undefined;
    const begin = async (start: RunStart) => {
      run = new ServedRun(this.#logged(await client.startRun(start)));
      return run;
    };
    const result = await this.#runIn({ store: undefined, begin });
    if (run?.unsent) {
      throw new UserError(`${run.unsent.message} To send it: npx peasy sync`);
    }
    // The server answers: it gets what earlier trainings left, too.
    for (const { problem, place } of await sendLeft({ url, token })) {
      if (problem) onEvent({ kind: 'refused', message: `${problem} (${place})` });
    }
    return result;
  }

  async #runIn({ store, begin }: Destination): Promise<TrainingResult> {
    const plan =
      this.#flags.resume && store
        ? this.#planResume(store, this.#flags.resume)
        : await this.#planNew();
    const { config, source } = plan;
    // An engine that cannot run should be said before minutes of decoding.
    const wanted = {
      engine: config.engine,
      isNamed: this.#given.has('engine'),
      device: this.#flags.device,
    };
    const choice = await chooseRunEngine(wanted, plan.resumed, ENGINES);
    const { engine, device } = choice;
    const compute = await computeOptions(
      this.#flags,
      plan.resumed,
      engine.name,
      instructionSetMissing,
    );
    if (source === undefined) this.#report.noPhotos();
    const photos = await loadPhotos(this.#workspace, source, {
      ...config.data,
      strict: this.#flags.strict ?? false,
      quiet: this.#flags.json ?? false,
      signal: this.#stop,
    });
    this.#report.photos(photos);
    const run = await prepareRun(config, photos, engineWith(engine, { ...compute, device }));
    try {
      const options =
        plan.resumed && store
          ? this.#continue(store, run, plan.resumed, engine.name)
          : { logger: await begin(this.#describe(run, plan, choice)) };
      this.#report.start(run, options.logger, { engine: engine.name, resumed: plan.resumed });
      const result = await this.#train(run, options);
      await this.#report.end(run, options.logger, result);
      return result;
    } finally {
      await run.compiled.dispose();
    }
  }

  async #train(
    run: PreparedRun,
    options: Pick<TrainOptions, 'logger' | 'resumeFrom'>,
  ): Promise<TrainingResult> {
    try {
      return await train(run, {
        ...options,
        stop: this.#stop,
        onProgress: (progress) => this.#report.progress(progress),
      });
    } catch (error) {
      this.#report.broken(options.logger, error);
      throw error;
    }
  }

  async #planNew(): Promise<Plan> {
    const { name, config } = loadConfig(this.#workspace, this.#flags.config, this.#given);
    const source = await photoSource(this.#workspace, this.#flags.data);
    return { config, configName: name, source, resumed: undefined };
  }

  #planResume(store: Store, ref: string): Plan {
    const resumed = store.getRun(store.findRun(ref).id);
    for (const key of this.#given.keys()) {
      if (key !== 'epochs' && key !== 'engine') {
        throw new UserError(
          `Expected only --epochs and --engine beside --resume, got --${key}: a resumed run keeps its config. To train with another, start a new run.`,
          EXIT.usage,
        );
      }
    }
    const config = { ...configFromParams(resumed.params), ...Object.fromEntries(this.#given) };
    const recorded = resumed.environment.photos;
    const named = this.#flags.data ?? (typeof recorded === 'string' ? recorded : undefined);
    return {
      config,
      configName: resumed.config ?? undefined,
      source: named && resolveFrom(this.#workspace, named),
      resumed,
    };
  }

  #continue(
    store: Store,
    run: PreparedRun,
    resumed: RunDetail,
    engine: EngineName,
  ): Pick<TrainOptions, 'logger' | 'resumeFrom'> {
    if (resumed.split && resumed.split.digest !== run.splitSummary.digest) {
      throw new UserError(
        `Expected the photos that run ${resumed.name} was trained on (${resumed.dataset}), got ${run.photos.name} with other contents. Name the right ones with --data.`,
      );
    }
    const now = { engine, device: run.compiled.device };
    const { logger, from } = store.resumeRun(resumed.id, {
      ...now,
      epochsPlanned: run.config.epochs,
      params: { epochs: run.config.epochs },
      environment: (epoch) => ({
        ...settingsFrom(epoch, resumed, run.compiled.settings),
        ...enginesFrom(epoch, resumed, now),
      }),
    });
    this.#log.beginWith(earlierLog(store, resumed));
    return { logger: this.#logged(logger), resumeFrom: from };
  }

  #logged(run: RunLogger): LoggedRun {
    return new LoggedRun(run, this.#log);
  }

  #describe(run: PreparedRun, plan: Plan, choice: EngineChoice): RunStart {
    return describeRun(run, {
      name: this.#flags.name ?? plan.configName ?? 'run',
      config: plan.configName,
      tags: this.#flags.tags,
      environment: {
        ...readEnvironment(this.#workspace),
        photos: plan.source ?? null,
        ...passedOverRecord(choice.passedOver),
      },
    });
  }
}

/** What a run's training said before; nothing where that is gone, which is no reason not to go on. */
function earlierLog(store: Store, { id, artifacts }: RunDetail): Uint8Array {
  if (!artifacts.some(({ path }) => path === TRAIN_LOG)) return new Uint8Array();
  try {
    return store.artifactBytes(id, TRAIN_LOG);
  } catch (error) {
    if (error instanceof StoreError) return new Uint8Array();
    throw error;
  }
}
