import type { PhotoSet } from '@peasy/data';
import type { RunRow } from '@peasy/tracker';
import { jsonLine } from '../terminal/json-line.js';
import { JsonTrainReport } from '../terminal/json-train-report.js';
import type { TrainReport } from '../terminal/train-report.js';
import type { PublishedRuns } from './import-published.js';
import type { ReproductionPlan } from './plan.js';
import type { ReproduceReport } from './reproduce-report.js';
import type { Results } from './results.js';
import { resultsJson } from './results-json.js';

/** For machines: one JSON object a line. */
export class JsonReproduceReport implements ReproduceReport {
  #stages = 0;

  begin(plan: ReproductionPlan, stages: number): void {
    this.#stages = stages;
    jsonLine({ event: 'begin', ...plan, stages });
  }

  stage(number: number, title: string): void {
    jsonLine({ event: 'stage', number, stages: this.#stages, title });
  }

  photos({ name, kind, images, rejected }: PhotoSet): void {
    jsonLine({ event: 'photos', dataset: name, kind, count: images.count, rejected });
  }

  decoded({ images }: PhotoSet, seconds: number): void {
    jsonLine({ event: 'decoded', count: images.count, seconds });
  }

  alreadyDone({ id, name, epochs, seconds }: RunRow): void {
    jsonLine({ event: 'alreadyDone', id, name, epochs, seconds });
  }

  training(): TrainReport {
    return new JsonTrainReport();
  }

  published(runs: PublishedRuns | undefined): void {
    jsonLine({ event: 'published', runs: runs ?? null });
  }

  results(results: Results, file: string): void {
    jsonLine({ event: 'results', report: file, ...resultsJson(results) });
  }

  stopping(): void {
    jsonLine({ event: 'stopping' });
  }

  stopped(): void {
    jsonLine({ event: 'stopped' });
  }

  close(): void {}
}
