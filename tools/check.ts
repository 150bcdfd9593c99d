import { runStages } from './gate/run-stages.js';
import { GATE } from './gate/stages.js';

/** `npm run check`: the whole gate but the tests in a browser, which `npm test` adds. */
if (!(await runStages(GATE))) process.exitCode = 1;
