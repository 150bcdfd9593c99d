import { findBrowser } from './browser.js';
import { runStages } from './gate/run-stages.js';
import { GATE_WITHOUT_TESTS } from './gate/stages.js';
import { countLine, type Outcome, outcomeLines } from './report/outcome.js';
import { runTests } from './report/run-tests.js';

/** `npm test`: the gate and every test, those in a browser too. Its last line counts them. */
const outcome = await testEverything();
for (const line of outcomeLines(outcome)) console.log(line);
if (outcome.failures.length > 0) process.exitCode = 1;
console.log(countLine(outcome));

async function testEverything(): Promise<Outcome> {
  const browser = await findBrowser(console.log);
  console.log(
    browser.path === undefined
      ? `browser none, so tests in it are skipped: ${browser.reason}. Set PEASY_BROWSER to a Chromium to run them.`
      : `browser ${browser.path} (${browser.origin})`,
  );
  if (!(await runStages(GATE_WITHOUT_TESTS))) {
    const failure = { name: 'the gate', message: 'a stage failed, so no test was run; see above' };
    return { passed: 0, failures: [failure], skips: [] };
  }
  return runTests(browser.path ? { PEASY_BROWSER: browser.path } : {});
}
