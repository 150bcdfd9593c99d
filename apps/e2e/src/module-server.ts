import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';

/**
 * Serves a module of this folder, built for a page as Vite builds the dashboard, and an empty page
 * that loads it: what it exports is `globalThis.loaded` there.
 */
export class ModuleServer {
  readonly #server: Server;
  readonly #files: ReadonlyMap<string, string>;
  readonly #asked = new Set<string>();

  private constructor(name: string, files: ReadonlyMap<string, string>) {
    this.#files = files;
    const page = `<!doctype html><title>${name}</title><script type="module">
      import * as loaded from './${name}.js';
      globalThis.loaded = loaded;
    </script>`;
    this.#server = createServer((request, response) => {
      const wanted = (request.url ?? '/').slice(1);
      const code = this.#files.get(wanted);
      if (code !== undefined) {
        this.#asked.add(wanted);
        response.setHeader('Content-Type', 'text/javascript');
        response.end(code);
      } else {
        response.statusCode = wanted === '' ? 200 : 404;
        response.setHeader('Content-Type', 'text/html');
        response.end(wanted === '' ? page : '');
      }
    });
  }

  /** Builds `<name>.ts` and what it imports, in as many files as Vite makes of it, and serves them. */
  static async start(name: string): Promise<ModuleServer> {
    const built = await build({
      configFile: false,
      logLevel: 'error',
      resolve: { conditions: ['@peasy/source', 'module', 'browser'] },
      build: {
        write: false,
        target: 'es2022',
        rolldownOptions: {
          input: path.join(import.meta.dirname, `${name}.ts`),
          preserveEntrySignatures: 'strict',
          output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
        },
      },
    });
    const { output } = built as Rollup.RollupOutput;
    const chunks = output.filter((file) => file.type === 'chunk');
    const server = new ModuleServer(
      name,
      new Map(chunks.map((file) => [file.fileName, file.code])),
    );
    await new Promise<void>((resolve) => {
      server.#server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Bytes, gzipped, of each file that pages have asked for, by its name. */
  askedBytes(): Record<string, number> {
    return Object.fromEntries(
      [...this.#asked].map((name) => [name, gzipSync(this.#files.get(name)!).length]),
    );
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
