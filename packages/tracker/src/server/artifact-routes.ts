import { basename } from 'node:path';
import { type Request, Router } from 'express';
import { checkArtifactPath } from '../store/artifact-files.js';
import { fileAt } from '../store/record-files.js';
import type { Store } from '../store/store.js';
import { StoreError } from '../store/store-error.js';

/** Downloads of the files that runs left. Only what the record names as a run's file is one. */
export function artifactRoutes(store: Store): Router {
  const router = Router();
  router.get(
    '/runs/:ref/artifacts/*path',
    (request: Request<{ ref: string; path: string[] }>, response) => {
      const path = checkArtifactPath(request.params.path.join('/'));
      const { id, name } = store.findRun(request.params.ref);
      const { connection, artifacts } = store.access;
      const file = fileAt(connection, { runId: id, path });
      if (!file) {
        throw new StoreError(
          'notFound',
          `Run ${name} has no artifact ${JSON.stringify(path)}. /api/runs/${id} lists those that it has.`,
        );
      }
      response.attachment(basename(path));
      // A file of a user's never acts as a page of this server.
      response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
      response.setHeader('Cache-Control', 'private, no-cache');
      response.type(file.mediaType);
      response.sendFile(artifacts.pathOf(file.sha256), {
        dotfiles: 'allow',
        lastModified: false,
        etag: false,
        cacheControl: false,
      });
    },
  );
  return router;
}
