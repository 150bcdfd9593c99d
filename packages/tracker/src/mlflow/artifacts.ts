import { basename } from 'node:path';
import { type NextFunction, type Request, type Response, Router } from 'express';
import { receiveFile } from '../store/receive-file.js';
import type { RecordAccess } from '../store/record-access.js';
import {
  type FilePlace,
  fileAt,
  filesUnder,
  isRunOf,
  putFile,
  type RecordFile,
  removeFiles,
} from '../store/record-files.js';
import { checkPath, pathOfAddress } from './artifact-path.js';
import type { Fields } from './fields.js';
import { invalid, MlflowError, missing } from './mlflow-error.js';
import { type Answer, route } from './route.js';
import { runIdOf, runOf } from './runs.js';
import { artifactUri } from './wire.js';

/** Adds the list of a run's artifacts, for clients that do not ask the proxy. */
export function addArtifactList(router: Router, access: RecordAccess): void {
  route(router, 'get', '/artifacts/list', (fields) => {
    const run = runOf(access, runIdOf(fields));
    const folder = folderOf(fields);
    const files = entriesOf(filesUnder(access.connection, { runId: run.id, path: folder }), folder);
    const prefix = folder === '' ? '' : `${folder}/`;
    return {
      root_uri: artifactUri(run),
      files: listed(files.map((file) => ({ ...file, path: prefix + file.path }))),
    };
  });
}

/** The proxy to artifacts: files are sent and fetched as they are, and no parser of bodies touches them. */
export function artifactProxy(access: RecordAccess): Router {
  const router = Router();
  route(router, 'get', '/artifacts', (fields) => list(access, fields));
  // The raw address, not what a router makes of it: names may have any sign.
  router.use('/artifacts', (request, response, next) =>
    answerFile(access, request, response, next),
  );
  router.use(['/mpu', '/presigned'], () => {
    // The client goes on without only if the message begins with these words.
    throw new MlflowError(
      'NOT_IMPLEMENTED',
      'Multipart upload is not supported for the current artifact repository',
    );
  });
  return router;
}

async function answerFile(
  access: RecordAccess,
  request: Request,
  response: Response,
  next: NextFunction,
): Promise<void> {
  const path = pathOfAddress(request.url.replace(/\?.*$/s, '').slice(1));
  const place = placeOf(access, path);
  switch (request.method) {
    case 'PUT':
      return upload(access, place, request, response);
    case 'GET':
    case 'HEAD':
      return download(access, place, response);
    case 'DELETE':
      if (removeFiles(access.connection, place) === 0) throw missing(`No such artifact: '${path}'`);
      response.json({});
      return;
    default:
      next();
  }
}

/** Files at `<experiment>/<run>/artifacts/<path>` are the run's; all others, those of logged models among them, are the record's own. */
function placeOf({ connection }: RecordAccess, path: string): FilePlace {
  const [, experiment, run, rest] = /^(\d+)\/([^/]+)\/artifacts(?:\/(.*))?$/s.exec(path) ?? [];
  if (run !== undefined && isRunOf(connection, experiment, run)) {
    return { runId: run, path: rest ?? '' };
  }
  return { runId: undefined, path };
}

async function upload(
  access: RecordAccess,
  place: FilePlace,
  request: Request,
  response: Response,
): Promise<void> {
  if (place.path === '') throw invalid('Expected the path of a file, got that of a run.');
  const expected = Number(request.get('content-length') ?? 0);
  const received = await receiveFile(access.artifacts, request, expected);
  const mediaType = request.get('content-type')?.split(';')[0].trim().slice(0, 200);
  putFile(access, place, received, mediaType || 'application/octet-stream');
  response.json({});
}

function download({ connection, artifacts }: RecordAccess, place: FilePlace, response: Response) {
  const file = fileAt(connection, place);
  if (!file) {
    if (place.path === '' || filesUnder(connection, place).length > 0) {
      throw invalid(`"${place.path}" is a folder: ask for the files in it.`);
    }
    throw missing(`No such artifact: '${place.path}'`);
  }
  response.attachment(basename(file.path));
  // A file of a user's never acts as a page of this server.
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.type(file.mediaType);
  response.sendFile(artifacts.pathOf(file.sha256), {
    dotfiles: 'allow',
    etag: false,
    lastModified: false,
  });
}

function list(access: RecordAccess, fields: Fields): Answer {
  const folder = folderOf(fields);
  const place = placeOf(access, folder);
  const files = entriesOf(filesUnder(access.connection, place), place.path);
  return { files: listed(files) };
}

function folderOf(fields: Fields): string {
  const folder = (fields.optionalText('path') ?? '').replace(/\/+$/, '');
  return folder === '' ? '' : checkPath(folder);
}

interface Entry {
  readonly path: string;
  readonly is_dir: boolean;
  readonly file_size?: number;
}

/** What lies right in a folder, of the files that are anywhere under it. */
function entriesOf(files: readonly RecordFile[], folder: string): Entry[] {
  const start = folder === '' ? 0 : folder.length + 1;
  const entries = new Map<string, Entry>();
  for (const file of files) {
    const rest = file.path.slice(start);
    const slash = rest.indexOf('/');
    const path = slash < 0 ? rest : rest.slice(0, slash);
    entries.set(
      path,
      slash < 0 ? { path, is_dir: false, file_size: file.bytes } : { path, is_dir: true },
    );
  }
  return [...entries.values()];
}

const listed = (files: readonly Entry[]) => (files.length > 0 ? files : undefined);
