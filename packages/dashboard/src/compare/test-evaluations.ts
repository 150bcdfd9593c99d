import type { SnapshotRow } from '@peasy/tracker/api';
import { fetchRolePixels, type PhotoPixelsOf } from '../api/photos.js';
import { networks } from '../inside/inside-page.js';
import type { NetworkCalls } from '../inside/network-calls.js';
import { Observers } from '../state/observers.js';
import { type Cached, VersionedCache } from '../state/versioned-cache.js';
import type { Subject } from '../views/network-subjects.js';
import { likeliest, type TestEvaluation } from './test-evaluation.js';

/** Sets of test photos that are held: 6,250 photos of 32 x 32 take 19 MB. */
const MOST_SETS = 3;

/** What snapshots say of their runs' test photos, each computed in the page when it is first asked for. */
export class TestEvaluations extends Observers {
  readonly #calls: NetworkCalls;
  readonly #known = new VersionedCache<TestEvaluation>(() => this.notify());
  readonly #photos = new Map<string, Promise<PhotoPixelsOf>>();

  constructor(calls: NetworkCalls) {
    super();
    this.#calls = calls;
  }

  get(subject: Subject, snapshot: SnapshotRow): Cached<TestEvaluation> {
    return this.#known.get(snapshot.id, 0, () => this.#evaluate(subject, snapshot));
  }

  async #evaluate({ run, network }: Subject, snapshot: SnapshotRow): Promise<TestEvaluation> {
    const { photos, pixels, shape } = await this.#testPhotos({ run });
    if (photos.length === 0) throw new Error(`${run.name} kept no test photos.`);
    const labels = Uint8Array.from(photos, ({ label }) => label);
    const { loss, probabilities } = await this.#calls.evaluate(
      { network, snapshot: snapshot.id },
      { pixels, count: photos.length },
      labels,
    );
    return {
      ...{ run: run.id, snapshot: snapshot.id, classes: run.classes },
      ...{ photos, pixels, shape, probabilities, loss },
      predictions: likeliest(probabilities, run.classes.length),
    };
  }

  /** Runs of one split over one set share their photos. */
  #testPhotos({ run }: Pick<Subject, 'run'>): Promise<PhotoPixelsOf> {
    const { network, dataset, split, environment, params, id } = run;
    const key = split
      ? JSON.stringify([
          ...[dataset, split.digest, environment.photos, network?.input, params['data.fit']],
        ])
      : id;
    const known = this.#photos.get(key);
    if (known) return known;
    const asked = fetchRolePixels(id, 'test');
    asked.catch(() => this.#photos.delete(key));
    this.#photos.set(key, asked);
    for (const old of [...this.#photos.keys()].slice(0, -MOST_SETS)) this.#photos.delete(old);
    return asked;
  }
}

export const testEvaluations = new TestEvaluations(networks);
