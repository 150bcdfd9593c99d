import { TrackingClient } from '@peasy/client';
import type { RunStart } from '@peasy/core';

/** Logs a run from a page to the server that the page is of; answers with its id and name. */
export async function logFromPage(
  start: RunStart,
  values: readonly number[],
): Promise<{ id: string; name: string }> {
  const run = await new TrackingClient({ url: location.origin }).startRun(start);
  run.logMetrics(
    values.map((value, step) => ({ key: 'loss', step, epoch: step / 2, value, time: step })),
  );
  const weights = new Map([['w', { shape: [3], values: Float32Array.of(1, -0, Number.NaN) }]]);
  await run.saveSnapshot({ step: values.length, epoch: 1, reasons: ['last'], weights });
  await run.saveArtifact({
    ...{ path: 'a/b.txt', mediaType: 'text/plain' },
    bytes: new TextEncoder().encode('from a page'),
  });
  await run.finish('finished');
  return { id: run.runId, name: run.runName };
}

// The server's policy lets a page run no script of its own, so that nothing but this file can hand it over.
Object.assign(globalThis, { logFromPage });
