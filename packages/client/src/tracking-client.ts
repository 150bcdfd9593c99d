import type { RunStart } from '@peasy/core';
import { checkCount, checkWord } from './check.js';
import { HttpRunLogger } from './http-run-logger.js';
import { MemorySpool } from './memory-spool.js';
import { newRunId, randomText } from './new-id.js';
import { jsonBytes } from './pack-bytes.js';
import { plainValues } from './plain-values.js';
import { Sender, type SendingEvent } from './sender.js';
import type { RunSpool, SpooledRun } from './spool.js';
import { TrackingError } from './tracking-error.js';
import { Wire, type WireOptions } from './wire.js';

/** What a TrackingClient takes. */
export interface ClientOptions extends WireOptions {
  /** Where writes are kept until the server has them. Default: in memory. */
  readonly openSpool?: (run: SpooledRun) => RunSpool;
  /** How long flush and finish wait for the server unless told, in milliseconds. Default: a minute. */
  readonly patienceMs?: number;
  /** Hears of a server that is away, is back, or refuses something. */
  readonly onEvent?: (event: SendingEvent) => void;
}

const PATIENCE_MS = 60_000;
const START_MS = 3_000;

/** Logs runs to one Peasy server over HTTP. */
export class TrackingClient {
  readonly #options: ClientOptions;
  readonly #wire: Wire;

  constructor(options: ClientOptions) {
    if (!URL.canParse(options.url) || !/^https?:/.test(options.url)) {
      throw new TrackingError(
        'invalid',
        `Expected the address of a server, such as http://127.0.0.1:5050, got "${options.url}".`,
      );
    }
    this.#options = options;
    this.#wire = new Wire(options);
  }

  /**
   * Begins a run. Where the server does not answer, the run goes on without: it is told later.
   * @param waitMs how long to wait for the server, which gives the run its name.
   * @throws TrackingError when the server wants another token or does not take the run.
   */
  async startRun(start: RunStart, { waitMs = START_MS } = {}): Promise<HttpRunLogger> {
    checkWord('the name of a run', start.name);
    checkWord('the name of an experiment', start.experiment);
    checkCount('epochsPlanned', start.epochsPlanned ?? 0);
    const { url, openSpool, patienceMs = PATIENCE_MS, onEvent } = this.#options;
    const run = { runId: newRunId(), runName: start.name, writer: randomText(16), url };
    const spool = openSpool?.(run) ?? new MemorySpool(run);
    spool.add(
      { kind: 'start', time: Date.now() },
      jsonBytes({ id: run.runId, start: plain(start) }),
    );
    const wire = this.#wire;
    const sender = new Sender({
      ...{ spool, wire, isLive: true, onEvent },
      onName: (name) => {
        logger.runName = name;
      },
      onEmpty: () => logger.emptied(),
    });
    const logger = new HttpRunLogger({ spool, sender, wire, patienceMs });
    try {
      await sender.settled(1, waitMs);
    } catch (error) {
      if ((error as TrackingError).code === 'unsent') return logger;
      // Nothing was logged yet: there is nothing to keep.
      logger.abandon();
      for (const write of [...spool.waiting]) spool.drop(write);
      spool.close();
      const { code, message } = error as TrackingError;
      throw new TrackingError(code, sender.trouble ?? message);
    }
    return logger;
  }
}

function plain(start: RunStart) {
  return {
    ...start,
    params: plainValues(start.params ?? {}),
    environment: plainValues(start.environment ?? {}),
  };
}
