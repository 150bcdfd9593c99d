import { Agent, type IncomingMessage, request } from 'node:http';

/** The answer to a request, read from its JSON. */
export type Json = Record<string, unknown>;

/** Asks one server, whichever it is, over connections that stay open. */
export class HttpAsker {
  readonly #url: URL;
  readonly #agent: Agent;

  /** @param connections how many there are at most. */
  constructor(url: string, connections: number) {
    this.#url = new URL(url);
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** @throws for an answer that is not 200. */
  post(path: string, body: object): Promise<Json> {
    return this.#ask('POST', path, JSON.stringify(body));
  }

  /** @throws for an answer that is not 200. */
  get(path: string, query: Readonly<Record<string, string>>): Promise<Json> {
    return this.#ask('GET', `${path}?${new URLSearchParams(query)}`);
  }

  close(): void {
    this.#agent.destroy();
  }

  #ask(method: string, path: string, body?: string): Promise<Json> {
    const headers =
      body === undefined
        ? {}
        : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const { hostname, port } = this.#url;
    return new Promise((resolve, reject) => {
      const asked = request(
        { agent: this.#agent, hostname, port, method, path, headers },
        (answer) => {
          textOf(answer).then((text) => {
            if (answer.statusCode === 200) return resolve(JSON.parse(text) as Json);
            return reject(
              new Error(
                `Expected 200 for ${method} ${path}, got ${answer.statusCode}: ${text.slice(0, 300)}`,
              ),
            );
          }, reject);
        },
      );
      asked.on('error', (error) => {
        // The server closed it as idle just when it was taken again.
        if (asked.reusedSocket) resolve(this.#ask(method, path, body));
        else reject(error);
      });
      asked.end(body);
    });
  }
}

function textOf(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => parts.push(part));
    answer.on('end', () => resolve(Buffer.concat(parts).toString()));
    answer.on('error', reject);
  });
}
