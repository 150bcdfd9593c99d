import { decodeNumber, type JsonNumber, wilsonInterval } from '@peasy/core';
import type { RunRow } from '@peasy/tracker/api';

/** What the post published, and what its numbers are. */
export interface Claim {
  readonly claim: string;
  readonly published: string;
  readonly found: string;
}

/** From the post and its notebooks, beside what was found when the published weights were run again. */
export const CLAIMS: readonly Claim[] = [
  {
    claim: 'The convolutional network is right on 97 % of test photos',
    published: '0.97056, loss 0.1546',
    found:
      'Every test photo was trained on: the test is the first quarter of the list whose first three quarters are trained on. It is a training accuracy.',
  },
  {
    claim: 'The dense network comes to 75 % after 100 epochs, and to 98 % in the end',
    published: '0.7517; 0.9774',
    found: 'The same leak.',
  },
  {
    claim: 'The published network, as it stands',
    published: 'my_convnet_SDG.h5',
    found:
      '0.8974 of all 25,000 photos. Three quarters of them it has seen and gets right 97 times in 100, so about 68 % of those it has not seen.',
  },
  {
    claim: 'Keras does convolution',
    published: 'shown by hand for one map',
    found:
      'True of Theano, which Keras ran on then: with its kernels flipped the network is right on 0.897, without on 0.725. TensorFlow, PyTorch and Peasy slide the kernel as it is: cross-correlation.',
  },
];

/** An accuracy of a run that is here, in words that keep it honest. */
export interface OwnResult {
  readonly run: RunRow;
  readonly text: string;
  readonly isLeaking: boolean;
}

/** Test accuracies of the runs that are here of the post's networks, honest ones first. */
export function ownResults(runs: readonly RunRow[]): readonly OwnResult[] {
  return runs
    .flatMap((run): OwnResult[] => {
      const last = run.metrics.testAccuracy?.last;
      const split = run.split;
      if (last === undefined || !split || split.test === 0) return [];
      const isLeaking = split.testAlsoTrained > 0;
      return [{ run, isLeaking, text: accuracyText(last, split.test) }];
    })
    .sort((a, b) => Number(a.isLeaking) - Number(b.isLeaking));
}

function accuracyText(last: JsonNumber, n: number): string {
  const value = decodeNumber(last);
  const { low, high } = wilsonInterval(Math.round(value * n), n);
  const digits = (one: number) => one.toFixed(3);
  return `${digits(value)}, ${digits(low)} to ${digits(high)} (n = ${n.toLocaleString('en-GB')})`;
}
