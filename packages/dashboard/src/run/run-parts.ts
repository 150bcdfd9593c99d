// What a run's page shows below its curves, loaded after the numbers and the curves are there.
import './run-files.js';
import './run-history.js';
import './run-notes.js';
import './run-tests.js';
import './trashed-run.js';
