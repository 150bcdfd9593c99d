import type { NetworkCalls, SnapshotNetwork } from './network-calls.js';
import { networkKey } from './network-seats.js';
import { NetworkThread } from './network-thread.js';

/** Two networks that stand side by side are computed at once. */
const MOST_THREADS = 2;

/** Threads that share networks out: each always goes to the same, where its weights lie. */
export class NetworkThreads implements NetworkCalls {
  readonly #threads = Array.from({ length: MOST_THREADS }, () => new NetworkThread());
  /** In the order in which they were first asked for. */
  readonly #networks: string[] = [];
  /** Where a snapshot's weights lie. */
  readonly #homes = new Map<string, NetworkThread>();

  readonly maps: NetworkCalls['maps'] = (of, ...given) => this.#home(of).maps(of, ...given);
  readonly evaluate: NetworkCalls['evaluate'] = (of, ...given) =>
    this.#home(of).evaluate(of, ...given);
  readonly weights: NetworkCalls['weights'] = (snapshot, ...given) =>
    (this.#homes.get(snapshot) ?? this.#threads[0]).weights(snapshot, ...given);
  readonly filters: NetworkCalls['filters'] = (of, ...given) =>
    this.#home(of).filters(of, ...given);
  readonly reasons: NetworkCalls['reasons'] = (of, ...given) =>
    this.#home(of).reasons(of, ...given);
  readonly occlusion: NetworkCalls['occlusion'] = (of, ...given) =>
    this.#home(of).occlusion(of, ...given);
  readonly exciting: NetworkCalls['exciting'] = (of, ...given) =>
    this.#home(of).exciting(of, ...given);
  readonly shifted: NetworkCalls['shifted'] = (of, ...given) =>
    this.#home(of).shifted(of, ...given);
  readonly prepare: NetworkCalls['prepare'] = (of) => this.#home(of).prepare(of);

  #home({ network, snapshot }: SnapshotNetwork): NetworkThread {
    const known = this.#homes.get(snapshot);
    if (known) return known;
    const key = networkKey(network);
    if (!this.#networks.includes(key)) this.#networks.push(key);
    const home = this.#threads[this.#networks.indexOf(key) % MOST_THREADS];
    this.#homes.set(snapshot, home);
    return home;
  }
}
