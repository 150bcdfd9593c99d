/** Loaded with `--import` into a program: no worker thread can be started any more, as under Node's permissions. */
import { syncBuiltinESMExports } from 'node:module';
import workerThreads from 'node:worker_threads';

workerThreads.Worker = class {
  constructor() {
    throw Object.assign(new Error('Access to this API has been restricted'), {
      code: 'ERR_ACCESS_DENIED',
    });
  }
};
syncBuiltinESMExports();
