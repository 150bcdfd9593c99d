import { createRequire } from 'node:module';
import { type ErrorRequestHandler, Router } from 'express';
import type { RecordAccess } from '../store/record-access.js';
import { addArtifactList, artifactProxy } from './artifacts.js';
import { addExperiments } from './experiments.js';
import { addHistory } from './history.js';
import { addInputs } from './inputs.js';
import { addLoggedModels } from './logged-models.js';
import { addLogging, type LoggingEndpoints } from './logging.js';
import { asMlflowError, MlflowError } from './mlflow-error.js';
import { addModelVersions } from './model-versions.js';
import { readJson } from './read-json.js';
import { addRegisteredModels } from './registered-models.js';
import { addRuns } from './runs.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** A legal batch reaches 1.4 MB, and the profile of a dataset 16 MB. */
export const BODY_LIMIT = 32 * 1024 * 1024;

/**
 * MLflow's REST protocol for tracking, so that its Python client logs to this server unchanged.
 * @param logging what logs over the same record.
 * @param report hears of every error that is not the asker's own.
 */
export function mlflowRoutes(
  access: RecordAccess,
  logging: LoggingEndpoints,
  report: (error: unknown) => void,
): Router {
  const router = Router();
  const tracking = trackingRoutes(access, logging);
  router.get('/health', (_request, response) => {
    response.type('text').send('OK');
  });
  router.get('/version', (_request, response) => {
    response.type('text').send(version);
  });
  for (const root of ['/api', '/ajax-api']) {
    router.use(`${root}/2.0/mlflow-artifacts`, artifactProxy(access));
    router.use(`${root}/2.0/mlflow`, readJson(BODY_LIMIT), tracking);
    router.get(`${root}/3.0/mlflow/server-info`, (_request, response) => {
      response.json({
        store_type: 'SqlStore',
        workspaces_enabled: false,
        multipart_uploads_enabled: false,
        multipart_downloads_enabled: false,
      });
    });
    // Never the page: a client would take it for an answer.
    router.use([`${root}/2.0`, `${root}/3.0`], (request) => {
      throw new MlflowError(
        'ENDPOINT_NOT_FOUND',
        `There is no ${request.method} ${request.originalUrl.slice(0, 200)} here.`,
      );
    });
  }
  router.use(errorAnswers(report));
  return router;
}

function trackingRoutes(access: RecordAccess, logging: LoggingEndpoints): Router {
  const router = Router();
  // Routes are tried in turn, and most requests log.
  addLogging(router, logging);
  addExperiments(router, access);
  addRuns(router, access);
  addHistory(router, access);
  addInputs(router, access);
  addLoggedModels(router, access);
  addArtifactList(router, access);
  addRegisteredModels(router, access);
  addModelVersions(router, access);
  return router;
}

function errorAnswers(report: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const told = asMlflowError(error);
    if (told.status >= 500 && told.code !== 'NOT_IMPLEMENTED') report(error);
    return response.status(told.status).json(told);
  };
}
