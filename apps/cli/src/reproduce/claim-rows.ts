import { type ConvolutionVerdict, wilsonInterval } from '@peasy/core';
import { formatCount, formatInterval, formatSeconds } from '../terminal/format.js';
import type { TrainedResult } from './collect.js';
import type { Measured } from './measure.js';
import { POST_EPOCHS } from './plan.js';
import { differenceWords, epochsText } from './report/words.js';
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
            `Dense, ${results.plan.isQuick ? 'only ' : ''}${epochsText(dense.early.epoch)}, the post's test`,
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
    plainRow(
      'CNN against Dense on the same unseen photos',
      'the CNN is better',
      differenceWords(results.collected),
    ),
    ...publishedRows(results),
    ...convolutionRows(results),
    plainRow('parameters of the CNN', '69,130', formatCount(cnn.run.parameters ?? 0)),
    plainRow('parameters of Dense', '2,656,130', formatCount(dense.run.parameters ?? 0)),
    {
      ...plainRow(
        `CNN, ${epochsText(cnn.run.epochs)} of ${formatCount(cnn.photosTrained)} photos`,
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
  return `${run.epochs < POST_EPOCHS ? 'only ' : ''}${epochsText(run.epochs)}`;
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
export function leakWords({ alsoTrained, nearTrained, n }: Measured): string {
  if (alsoTrained === null) return 'the post trained on about three quarters of them: no test';
  if (alsoTrained === 0) {
    const near = nearTrained ? `, ${formatCount(nearTrained)} with a near-duplicate that was` : '';
    return `none trained on${near}`;
  }
  if (alsoTrained === n) return `all ${formatCount(n)} were trained on: no test`;
  return `${formatCount(alsoTrained)} of ${formatCount(n)} were trained on: no test`;
}

function publishedRows({ collected: { published }, photos }: Results): ClaimRow[] {
  if (!published || photos.kind === 'drawn') return [];
  const { turned, asStored } = published;
  return [
    accuracyRow('published network, kernels turned', POST.publishedTurned, undefined, turned),
    accuracyRow(
      'published network, kernels as stored',
      POST.publishedAsStored,
      undefined,
      asStored,
    ),
    plainRow(
      'published network on photos it has not seen',
      '0.68, by arithmetic',
      unseenShare(turned),
    ),
  ];
}

/**
 * What the published network is right on of the photos that it was not trained on, by arithmetic:
 * if three quarters of the photos were trained on, and it is right on those as the post says.
 */
export function unseenShare({ correct, n }: Pick<Measured, 'correct' | 'n'>): string {
  const unseen = 1 - TRAINED_SHARE;
  const share = (correct / n - TRAINED_SHARE * PUBLISHED_TRAINED) / unseen;
  if (share < 0 || share > 1) {
    return 'not to be told: these photos are not those of the post, or too few';
  }
  const { low, high } = wilsonInterval(correct, n);
  const half = (high - low) / 2 / unseen;
  return `${share.toFixed(2)} ± ${half.toFixed(2)}, by the same arithmetic`;
}

function convolutionRows({ collected: { checks } }: Results): ClaimRow[] {
  return checks.map(({ name, layer, filters, isPublished }) => {
    const correlating = filters.filter(({ verdict }) => CORRELATING.has(verdict)).length;
    const largest = Math.max(...filters.map(({ differences }) => differences.correlate2d));
    const words = `${correlating} of ${filters.length} filters correlate, to ${largest.toExponential(1)}`;
    return plainRow(
      `${layer.layer.name} of ${name}`,
      'Keras does convolution',
      isPublished ? `${words}, once turned: as stored, for Theano, they convolve` : words,
    );
  });
}

/** `both`: the kernel is its own flip. */
const CORRELATING: ReadonlySet<ConvolutionVerdict> = new Set(['correlates', 'both']);

function plainRow(what: string, claim: string, measured: string): ClaimRow {
  return { what, claim, measured, leak: '', seconds: '', imagesPerSecond: '' };
}
