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
    published: '0.97056, loss 0.1546, after 1,000 epochs',
    found:
      'Every test photo was trained on: the test is the first quarter of the list whose first three quarters are trained on. It is a training accuracy.',
  },
  {
    claim: 'The dense network comes to 75 % after 100 epochs, and to 98 % in the end',
    published: '0.7517; 0.9774',
    found: 'The same leak: every one of these test photos was trained on.',
  },
  {
    claim: 'The published network, as it stands',
    published: 'my_convnet_SDG.h5',
    found:
      '0.8974 ± 0.0038 of all 25,000 photos. Three quarters of them it has seen and gets right 97 times in 100, so about 68 % of those it has not seen.',
  },
  {
    claim: 'Keras does convolution',
    published: 'shown by hand for one map',
    found:
      'True of Theano, which Keras ran on then: with its kernels flipped the network is right on 0.8970 ± 0.0047 of 16,000 photos, without on 0.7246 ± 0.0069. TensorFlow, PyTorch and Peasy slide the kernel as it is: cross-correlation. A network trained so has flipped kernels, and is the same network.',
  },
  {
    claim: 'Sizes of the networks',
    published: '69,130 and 2,656,130 parameters',
    found: 'As published: the tables above count them anew.',
  },
  {
    claim: 'The CNN trains in an hour and a quarter on a GPU',
    published: '1 h 15 min 40 s: 4,130 photos a second',
    found: "As published for the author's machine. Each run here says its own, on its own page.",
  },
  {
    claim: 'Decoding the photos',
    published: '25,000 files in 37.5 s, 7 processes',
    found: "As published for the author's machine. Packed once, they are not decoded again here.",
  },
];
