import { kernelsEngine } from '@peasy/kernels';
import type { PackedPhotos, PackedWeights, PhotoRow, RunDetail } from '@peasy/tracker/api';

/** What a snapshot says of its run's test photos, by content. */
export interface TestPredictions {
  readonly photos: readonly PhotoRow[];
  /** Class that was said, by the photo's hash. */
  readonly said: ReadonlyMap<string, number>;
  /** `[photos, classes]`. */
  readonly probabilities: Float32Array;
}

/** Computes in Node what the page computes, from what the server sends to both. */
export async function testPredictions(
  url: string,
  run: string,
  reason: 'best' | 'last',
): Promise<TestPredictions> {
  const detail = (await (await fetch(`${url}/api/runs/${run}`)).json()) as RunDetail;
  const snapshot = detail.snapshots.findLast(({ reasons }) => reasons.includes(reason))!;
  const { head, bytes } = await packed<PackedPhotos>(
    `${url}/api/runs/${run}/photos/pixels?role=test`,
  );
  const weights = await packed<PackedWeights>(`${url}/api/snapshots/${snapshot.id}/weights`);
  let at = 0;
  const tensors = weights.head.weights.map(({ name, shape }) => {
    const length = shape.reduce((product, size) => product * size, 1);
    const values = new Float32Array(weights.bytes.slice(at, at + length * 4).buffer);
    at += length * 4;
    return [name, { shape, values }] as const;
  });
  const count = head.photos.length;
  const [height, width, channels] = head.shape;
  const compiled = await kernelsEngine.compile(detail.network!, {
    ...{ seed: 0, batchSize: 64, loss: 'categoricalCrossentropy' },
    optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0 },
  });
  try {
    await compiled.setWeights(new Map(tensors));
    const labels = Uint8Array.from(head.photos, ({ label }) => label);
    const { probabilities } = await compiled.evaluate(
      { pixels: bytes, labels, count, height, width, channels },
      Int32Array.from({ length: count }, (_, i) => i),
    );
    const classes = detail.classes.length;
    const said = head.photos.map(({ hash }, row) => {
      const own = [...probabilities.subarray(row * classes, (row + 1) * classes)];
      return [hash, own.indexOf(Math.max(...own))] as const;
    });
    return { photos: head.photos, said: new Map(said), probabilities };
  } finally {
    await compiled.dispose();
  }
}

async function packed<Head>(address: string): Promise<{ head: Head; bytes: Uint8Array }> {
  const answer = await (await fetch(address)).arrayBuffer();
  const length = new DataView(answer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(answer, 4, length))) as Head;
  return { head, bytes: new Uint8Array(answer, 4 + length) };
}
