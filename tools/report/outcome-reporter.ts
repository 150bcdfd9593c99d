import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node';
import { type Failure, type Outcome, reasonInName, type Skip } from './outcome.js';

/** Names the file that the outcome is written to. */
export const OUTCOME_VARIABLE = 'PEASY_TEST_OUTCOME';

/** A Vitest reporter that writes the outcome of a run as JSON, failures outside of tests included. */
export default class OutcomeReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const path = process.env[OUTCOME_VARIABLE];
    if (!path) throw new Error(`Expected ${OUTCOME_VARIABLE} to name a file.`);
    writeFileSync(path, JSON.stringify(outcomeOf(modules, unhandledErrors)));
  }
}

function outcomeOf(
  modules: readonly TestModule[],
  unhandledErrors: readonly SerializedError[],
): Outcome {
  const failures: Failure[] = unhandledErrors.map((error) => ({
    name: 'outside of any test',
    message: error.message,
  }));
  const skips: Skip[] = [];
  let passed = 0;
  for (const module of modules) {
    for (const suite of [module, ...module.children.allSuites()])
      failures.push(...ownErrors(suite));
    for (const test of module.children.allTests()) {
      const { state, errors } = test.result();
      if (state === 'passed') passed++;
      else if (state === 'failed') failures.push({ name: nameOf(test), message: joined(errors) });
      else skips.push({ name: nameOf(test), reason: skipReason(test) });
    }
  }
  return { passed, failures, skips };
}

/** Errors of a file or a suite itself: an import, a hook. */
function ownErrors(place: TestModule | TestSuite): Failure[] {
  const errors = place.errors();
  return errors.length === 0 ? [] : [{ name: nameOf(place), message: joined(errors) }];
}

function skipReason(test: TestCase): string | undefined {
  const result = test.result();
  if (result.state === 'skipped' && result.note) return result.note;
  for (let place: TestCase['parent'] = test.parent; ; place = place.parent) {
    if (place.errors().length > 0) return 'its suite or file failed';
    if (place.type === 'module') break;
  }
  return reasonInName(test.fullName);
}

function nameOf(place: TestCase | TestSuite | TestModule): string {
  const module = place.type === 'module' ? place : place.module;
  const file = relative(process.cwd(), module.moduleId).replaceAll('\\', '/');
  return place.type === 'module' ? file : `${file} > ${place.fullName}`;
}

function joined(errors: readonly { readonly message: string }[] | undefined): string {
  return errors?.map((error) => error.message).join('\n') ?? '';
}
