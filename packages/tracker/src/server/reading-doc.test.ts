import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PYTHON, pythonPackageMissing } from '../../test-programs/python.js';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';

const missing = pythonPackageMissing('numpy');
const run = promisify(execFile);
const DOC = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'reading.md');

describe.skipIf(missing !== undefined)(`docs/reading.md [${missing ?? 'there'}]`, () => {
  it('has a Python program that reads what the server packs', async () => {
    const { server, store, folder } = await serveRecord();
    const logger = store.startRun(sampleStart());
    const values = Array.from(
      { length: 5000 },
      (_, step) => Math.sin(step) + (step === 777 ? 9 : 0),
    );
    logger.logMetrics(values.map((value, step) => point('loss', step, value)));
    logger.logMetrics([point('valLoss', 0, 0.25), point('valLoss', 1, 0.125)]);
    await logger.finish('finished');
    const [, program] = /```python\n(.*?)```/s.exec(readFileSync(DOC, 'utf8'))!;
    const file = join(folder, 'read.py');
    writeFileSync(file, program);
    const { stdout } = await run(PYTHON, [file], { env: { PEASY_URL: server.url } });
    const largest = Math.max(...values);
    const [loss, valLoss] = stdout.trim().split('\n');
    expect(loss).toMatch(/^loss 5000 of 5000 /);
    expect(Number(loss.split(' ').at(-1))).toBe(largest);
    expect(valLoss).toBe('valLoss 2 of 2 0.25');
  });
});
