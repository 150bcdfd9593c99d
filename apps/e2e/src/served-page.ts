import { Peasy, type Surroundings } from './peasy.js';

/** `peasy serve` over the database of a folder, on a port of its own unless told. */
export class Server {
  readonly #process: Peasy;
  readonly url: string;

  private constructor(process: Peasy, url: string) {
    this.#process = process;
    this.url = url;
  }

  static async start(folder: string, port = 0, surroundings: Surroundings = {}): Promise<Server> {
    const process = new Peasy(folder, ['serve', '--port', String(port), '--json'], surroundings);
    const { url } = await process.event(({ event }) => event === 'serving');
    return new Server(process, url as string);
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Stops it as Ctrl-C does; answers the exit code. */
  async stop(): Promise<number | null> {
    this.#process.kill('SIGINT');
    return (await this.#process.ended).code;
  }
}
