import type { CompiledNetwork, NamedTensors, Network } from '@peasy/core';
import type { SnapshotNetwork } from './network-calls.js';

/** Compiled networks that are kept, each with the weights of a snapshot: at most so many, and so large. */
const MOST_SEATS = 24;
const MOST_BYTES = 200 * 2 ** 20;

interface Seat {
  readonly key: string;
  readonly compiled: CompiledNetwork;
  readonly bytes: number;
  snapshot: string;
}

/** Tells networks apart by what is computed. */
export function networkKey({ input, layers }: Network): string {
  return JSON.stringify([input, layers]);
}

/**
 * Networks with snapshots' weights in them, so that going back to an epoch copies no weights. The
 * one that was used longest ago makes room. Calls take turns.
 */
export class NetworkSeats {
  readonly #compile: (network: Network) => Promise<CompiledNetwork>;
  /** The one used last stands last. */
  #seats: Seat[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(compile: (network: Network) => Promise<CompiledNetwork>) {
    this.#compile = compile;
  }

  use<Answer>(
    of: SnapshotNetwork,
    weights: NamedTensors,
    compute: (compiled: CompiledNetwork) => Promise<Answer>,
  ): Promise<Answer> {
    return this.#inTurn(async () => compute(await this.#seated(of, weights)));
  }

  /** Takes a free seat for a snapshot; turns nobody out. */
  prepare(of: SnapshotNetwork, weights: NamedTensors): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#known(of) && this.#hasRoom(bytesOf(weights))) await this.#seated(of, weights);
    });
  }

  async #seated(of: SnapshotNetwork, weights: NamedTensors): Promise<CompiledNetwork> {
    const seat = this.#known(of) ?? (await this.#seat(of, weights));
    this.#seats = [...this.#seats.filter((one) => one !== seat), seat];
    return seat.compiled;
  }

  async #seat({ network, snapshot }: SnapshotNetwork, weights: NamedTensors): Promise<Seat> {
    const key = networkKey(network);
    const bytes = bytesOf(weights);
    const oldest = this.#seats.find((seat) => seat.key === key);
    if (oldest && !this.#hasRoom(bytes)) {
      // What is half written belongs to nobody.
      oldest.snapshot = '';
      await oldest.compiled.setWeights(weights);
      oldest.snapshot = snapshot;
      return oldest;
    }
    while (this.#seats.length > 0 && !this.#hasRoom(bytes)) {
      await this.#seats.shift()!.compiled.dispose();
    }
    const compiled = await this.#compile(network);
    try {
      await compiled.setWeights(weights);
    } catch (error) {
      await compiled.dispose();
      throw error;
    }
    return { key, compiled, bytes, snapshot };
  }

  #known({ network, snapshot }: SnapshotNetwork): Seat | undefined {
    const key = networkKey(network);
    return this.#seats.find((seat) => seat.snapshot === snapshot && seat.key === key);
  }

  #hasRoom(bytes: number): boolean {
    const held = this.#seats.reduce((sum, seat) => sum + seat.bytes, 0);
    return this.#seats.length < MOST_SEATS && held + bytes <= MOST_BYTES;
  }

  #inTurn<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

function bytesOf(weights: NamedTensors): number {
  return [...weights.values()].reduce((sum, { values }) => sum + values.byteLength, 0);
}
