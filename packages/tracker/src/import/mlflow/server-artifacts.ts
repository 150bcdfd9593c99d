import type { ImportedFile } from '../imported-run.js';
import type { SourceNotes } from '../source.js';
import type { MlflowServer } from './mlflow-server.js';
import { readAnswer, WIRE } from './wire-schema.js';

const PROXY = '/api/2.0/mlflow-artifacts/artifacts';

/** Files that a server keeps, or fetches from where they are. */
export class ServerArtifacts {
  readonly #server: MlflowServer;
  readonly #notes: SourceNotes;

  constructor(server: MlflowServer, notes: SourceNotes) {
    this.#server = server;
    this.#notes = notes;
  }

  /** The artifacts of a run. */
  async *ofRun(run_id: string, uri: string): AsyncIterable<ImportedFile> {
    const proxied = proxiedPath(uri);
    if (proxied !== undefined) return yield* this.#proxied(proxied, '');
    // Without the proxy, the server itself reads its store.
    yield* this.#walk(
      '',
      async (folder) => {
        const path = '/api/2.0/mlflow/artifacts/list';
        const answer = await this.#server.get(path, { run_id, path: folder || undefined });
        const { items: files } = readAnswer(WIRE.files, answer, path);
        return files;
      },
      (path) => this.#server.download('/get-artifact', { run_id, run_uuid: run_id, path }),
    );
  }

  /** The files of a logged model. */
  async *ofModel(uri: string | undefined): AsyncIterable<ImportedFile> {
    const proxied = uri && proxiedPath(uri);
    if (proxied) yield* this.#proxied(proxied, '');
    else if (uri) {
      this.#notes.leaveOut('folders of logged models that the server does not hand out');
    }
  }

  #proxied(root: string, folder: string): AsyncIterable<ImportedFile> {
    const under = (path: string) => (path === '' ? root : `${root}/${path}`);
    return this.#walk(
      folder,
      async (inner) => {
        const answer = await this.#server.get(PROXY, { path: under(inner) });
        const { items: files } = readAnswer(WIRE.files, answer, PROXY);
        // The proxy names what is in a folder, not the way to it.
        return files.map((file) => ({
          ...file,
          path: inner === '' ? baseOf(file.path) : `${inner}/${baseOf(file.path)}`,
        }));
      },
      (path) => this.#server.download(`${PROXY}/${encoded(under(path))}`),
    );
  }

  async *#walk(
    folder: string,
    list: (folder: string) => Promise<readonly Listed[]>,
    open: (path: string) => ReturnType<ImportedFile['open']>,
  ): AsyncIterable<ImportedFile> {
    for (const { path, is_dir, file_size } of await list(folder)) {
      // A server names no folder that it is in already.
      if (is_dir && path.length > folder.length) yield* this.#walk(path, list, open);
      else if (!is_dir) yield { path, bytes: file_size, open: () => open(path) };
    }
  }
}

interface Listed {
  readonly path: string;
  readonly is_dir: boolean;
  readonly file_size?: number;
}

/** `mlflow-artifacts:/0/RUN/artifacts` and `mlflow-artifacts://HOST/0/RUN/artifacts`. */
function proxiedPath(uri: string): string | undefined {
  return /^mlflow-artifacts:(?:\/\/[^/]*)?\/+(.*?)\/*$/s.exec(uri)?.[1];
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
