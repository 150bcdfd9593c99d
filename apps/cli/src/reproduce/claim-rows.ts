import { formatCount, formatInterval, formatSeconds } from '../terminal/format.js';
import type { TrainedResult } from './collect.js';
import type { Measured } from './measure.js';
import { POST_EPOCHS } from './plan.js';
import type { Results } from './results.js';

/** A claim of the post beside what came here, in words; what there is nothing of is empty. */
export interface ClaimRow {
  readonly what: string;
  readonly claim: string;
  readonly measured: string;
  /** Whether the number is one of unseen photos. */
  readonly leak: string;
  readonly seconds: string;
  readonly imagesPerSecond: string;
}

/** The post's own numbers. */
const POST = {
  cnn: '0.9706 (97 %)',
  denseEarly: '0.7517',
  dense: '0.9774',
  publishedTurned: '0.8974',
  publishedAsStored: '0.7246',
  trainingSeconds: '1:15:40, 4,130 images/s on a GPU',
  decode: '25,000 files in 37.5 s by 7 processes',
} as const;

/** Accuracy of the published network on the photos that it was trained on, as the post has it. */
const PUBLISHED_TRAINED = 0.97056;
/** Share of the photos of the post that it was trained on. */
const TRAINED_SHARE = 0.75;

/** The claims of the post, each beside what was measured. */
export function claimRows(results: Results): ClaimRow[] {
  const { trained } = results.collected;
  const { 'cnn-post': cnn, 'dense-post': dense } = trained;
  return [
    accuracyRow(`CNN, ${after(cnn)}, the post's test`, POST.cnn, cnn, cnn.test),
    accuracyRow(`the same CNN on photos it has not seen`, '', cnn, cnn.unseen),
    ...(dense.early
      ? [
          accuracyRow(
            `Dense, after ${dense.early.epoch} epochs, the post's test`,
            results.plan.isQuick ? `${POST.denseEarly} (after 100)` : POST.denseEarly,
            undefined,
            dense.early.test,
          ),
        ]
      : []),
    accuracyRow(`Dense, ${after(dense)}, the post's test`, POST.dense, dense, dense.test),
    accuracyRow('the same Dense on photos it has not seen', '', dense, dense.unseen),
    ...(['cnn-honest', 'dense-honest'] as const).map((key) => {
      const one = trained[key];
      return accuracyRow(`${one.training.network}, ${after(one)}, honest split`, '', one, one.test);
    }),
    ...publishedRows(results),
    ...convolutionRows(results),
    plainRow('parameters of the CNN', '69,130', formatCount(cnn.run.parameters ?? 0)),
    plainRow('parameters of Dense', '2,656,130', formatCount(dense.run.parameters ?? 0)),
    {
      ...plainRow(
        `CNN, ${formatCount(cnn.run.epochs)} epochs of ${formatCount(cnn.photosTrained)} photos`,
        POST.trainingSeconds,
        cnn.run.device ?? '',
      ),
      ...speed(cnn),
    },
    {
      ...plainRow(
        results.photos.kind === 'drawn' ? 'drawing and decoding the photos' : 'decoding the photos',
        POST.decode,
        `${formatCount(results.photos.images.count)} files`,
      ),
      seconds: formatSeconds(results.decodeSeconds),
      imagesPerSecond: formatCount(results.photos.images.count / results.decodeSeconds),
    },
  ];
}

function after({ run }: TrainedResult): string {
  return run.epochs === POST_EPOCHS ? '1,000 epochs' : `only ${run.epochs} epochs`;
}

function speed(trained: TrainedResult) {
  return {
    seconds: formatSeconds(trained.run.seconds),
    imagesPerSecond: formatCount(trained.imagesPerSecond ?? 0),
  };
}

function accuracyRow(
  what: string,
  claim: string,
  trained: TrainedResult | undefined,
  measured: Measured,
): ClaimRow {
  return {
    ...plainRow(what, claim, formatInterval(measured.correct, measured.n)),
    leak: leakWords(measured),
    ...(trained && speed(trained)),
  };
}

/** Whether a number is one of photos that were not trained on, plainly. */
export function leakWords({ alsoTrained, n }: Measured): string {
  if (alsoTrained === null) return 'the post trained on about three quarters of them';
  if (alsoTrained === 0) return 'none trained on';
  if (alsoTrained === n) return `all ${formatCount(n)} were trained on: no test`;
  return `${formatCount(alsoTrained)} of ${formatCount(n)} were trained on: no test`;
}

function publishedRows({ collected: { published }, photos }: Results): ClaimRow[] {
  if (!published || photos.kind === 'drawn') return [];
  const { turned, asStored } = published;
  const rest = 1 - TRAINED_SHARE;
  const honest = (share: number) => (share - TRAINED_SHARE * PUBLISHED_TRAINED) / rest;
  return [
    accuracyRow('published network, kernels turned', POST.publishedTurned, undefined, turned),
    accuracyRow(
      'published network, kernels as stored',
      POST.publishedAsStored,
      undefined,
      asStored,
    ),
    {
      ...plainRow(
        'published network on photos it has not seen',
        '0.68, by arithmetic',
        `${honest(turned.correct / turned.n).toFixed(2)}, by the same arithmetic`,
      ),
    },
  ];
}

function convolutionRows({ collected: { checks } }: Results): ClaimRow[] {
  return checks.map(({ name, layer, filters }) => {
    const correlating = filters.filter(
      ({ verdict }) => verdict !== 'neither' && verdict !== 'convolves',
    );
    const largest = Math.max(...filters.map(({ differences }) => differences.correlate2d));
    const isPublished = name === 'published';
    return plainRow(
      `${layer} of ${name}`,
      'Keras does convolution',
      `${correlating.length} of ${filters.length} filters correlate here, largest difference ${largest.toExponential(1)}${isPublished ? '; with its kernels turned, so it convolves with those of the file' : ''}`,
    );
  });
}

function plainRow(what: string, claim: string, measured: string): ClaimRow {
  return { what, claim, measured, leak: '', seconds: '', imagesPerSecond: '' };
}
