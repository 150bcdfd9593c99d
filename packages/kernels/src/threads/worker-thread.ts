import type { NodePort, NodeThreads, NodeWorker } from '../environment.js';
import type { SceneMail, WorkerStart } from './worker-start.js';

/** A worker thread, with what is known of its end. */
export class WorkerThread {
  readonly #node: NodeThreads;
  readonly #worker: NodeWorker;
  readonly #port: NodePort;
  readonly #name: string;
  #ending: string | undefined;

  constructor(node: NodeThreads, code: string, start: Omit<WorkerStart, 'port'>) {
    this.#node = node;
    this.#name = `peasy kernels, thread ${start.thread}`;
    const { port1, port2 } = new node.MessageChannel();
    this.#port = port1;
    this.#worker = new node.Worker(code, {
      eval: true,
      name: this.#name,
      workerData: { ...start, port: port2 },
      transferList: [port2],
    });
    this.#worker.on('error', (error) => this.#end(`failed: ${String(error)}`));
    this.#worker.on('exit', (code) => this.#end(`ended with code ${code}`));
    this.#worker.unref();
    port1.unref();
  }

  /** Why the network cannot be used any more, once the thread has ended or failed. */
  get ending(): string | undefined {
    return this.#ending;
  }

  send(mail: SceneMail): void {
    this.#port.postMessage(mail);
  }

  /** Looks for an error that the thread has sent since; it goes into `ending`. */
  readComplaint(): void {
    const mail = this.#node.receiveMessageOnPort(this.#port);
    if (mail) this.#end(`failed: ${String(mail.message)}`);
  }

  /** Ends the thread. */
  async end(): Promise<void> {
    this.#port.close();
    await this.#worker.terminate();
  }

  #end(how: string): void {
    this.#ending ??= `Worker thread "${this.#name}" ${how}. The network cannot go on; compile it again, and resume from its last snapshot.`;
  }
}
