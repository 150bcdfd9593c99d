import { MOUNT } from '../state/mount.js';
import type { AnswerMessage, CallMessage, NetworkCalls } from './network-calls.js';

/** Calls of the worker that networks run in; the worker starts with the first. */
export class NetworkThread implements NetworkCalls {
  readonly #waiting = new Map<
    number,
    { readonly resolve: (value: never) => void; readonly reject: (reason: Error) => void }
  >();
  #worker: Worker | undefined;
  #next = 0;

  readonly maps: NetworkCalls['maps'] = (...given) => this.#call('maps', given);
  readonly evaluate: NetworkCalls['evaluate'] = (...given) => this.#call('evaluate', given);
  readonly weights: NetworkCalls['weights'] = (...given) => this.#call('weights', given);
  readonly filters: NetworkCalls['filters'] = (...given) => this.#call('filters', given);
  readonly reasons: NetworkCalls['reasons'] = (...given) => this.#call('reasons', given);
  readonly occlusion: NetworkCalls['occlusion'] = (...given) => this.#call('occlusion', given);
  readonly exciting: NetworkCalls['exciting'] = (...given) => this.#call('exciting', given);
  readonly shifted: NetworkCalls['shifted'] = (...given) => this.#call('shifted', given);
  readonly prepare: NetworkCalls['prepare'] = (...given) => this.#call('prepare', given);

  #call<Answer>(call: keyof NetworkCalls, given: readonly unknown[]): Promise<Answer> {
    const id = this.#next++;
    const message: CallMessage = { id, call, given };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: never) => void, reject });
      this.#started().postMessage(message);
    });
  }

  #started(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./network-worker.ts', import.meta.url), {
      type: 'module',
      name: MOUNT,
    });
    worker.addEventListener('message', ({ data }: MessageEvent<AnswerMessage>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ('problem' in data) waiting?.reject(new Error(data.problem));
      else waiting?.resolve(data.value as never);
    });
    worker.addEventListener('error', (event) => this.#fail(event.message));
    this.#worker = worker;
    return worker;
  }

  /** A worker that broke is not used again: the next call starts another. */
  #fail(words: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const reason = new Error(words || 'The thread that computes networks could not be started.');
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}
