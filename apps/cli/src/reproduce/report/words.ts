import { formatCount, formatInterval } from '../../terminal/format.js';
import type { Collected } from '../collect.js';
import { POST_EPOCHS } from '../plan.js';
import type { Results } from '../results.js';

/** The answer in a sentence or two. */
export function leadOf({ collected, plan }: Results): string {
  const { trained } = collected;
  const cnn = trained['cnn-honest'].test;
  const dense = trained['dense-honest'].test;
  const leaky = trained['cnn-post'];
  const after = plan.isQuick ? `After only ${epochsText(plan.epochs)}, on` : 'On';
  return (
    `${after} photos that were not trained on, the CNN is right on ${formatInterval(cnn.correct, cnn.n)} and Dense on ${formatInterval(dense.correct, dense.n)}: ${differenceWords(collected)}. ` +
    `The 97 % of the post is an accuracy on photos that were trained on; measured that way, the CNN comes here to ${formatInterval(leaky.test.correct, leaky.test.n)}, and on photos that it has not seen to ${formatInterval(leaky.unseen.correct, leaky.unseen.n)}.`
  );
}

/** Which of the two is better on the same unseen photos, where that can be told. */
export function differenceWords({ honestDifference }: Collected): string {
  const { onlyCnn, onlyDense, pValue } = honestDifference;
  const p = pValue < 0.001 ? 'p < 0.001' : `p = ${pValue.toFixed(3)}`;
  const better = onlyCnn > onlyDense ? 'the CNN is better' : 'Dense is better';
  const verdict = pValue < 0.05 ? better : 'they cannot be told apart';
  return `${verdict} (only the CNN is right on ${formatCount(onlyCnn)} of them, only Dense on ${formatCount(onlyDense)}; McNemar, ${p})`;
}

/** "1 epoch", "1,000 epochs" */
export function epochsText(epochs: number): string {
  return `${formatCount(epochs)} ${epochs === 1 ? 'epoch' : 'epochs'}`;
}

/** What a reader must know before believing a number. */
export function warningsOf({ plan, photos, collected }: Results): string[] {
  return [
    ...(plan.isQuick
      ? [
          `This is the quick one: ${plan.epochs} of the post's ${formatCount(POST_EPOCHS)} epochs. Its accuracies say that everything works, not what the networks reach.`,
        ]
      : []),
    ...(photos.kind === 'drawn'
      ? ['The photos are cats and dogs that Peasy draws, not those of the post.']
      : photos.images.count < 25_000
        ? [`${formatCount(photos.images.count)} photos of ${photos.name}; the post has 25,000.`]
        : []),
    ...(collected.published
      ? []
      : [
          "The published weights were not given, so that part is left out: --network-file my_convnet_SDG.h5, of the author's repository keras-adventures.",
        ]),
  ];
}
