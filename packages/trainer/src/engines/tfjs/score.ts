import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { Tfjs } from './tfjs.js';

/** Mean loss of a batch: -Σ target · log softmax(logits), by the photo. @param targets shares, `[photos, classes]`. */
export function crossEntropy(tf: Tfjs, logits: Tensor, targets: Tensor): Scalar {
  return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), -1))) as Scalar;
}

/** How many photos have their class on top. @param labels int32, `[photos]`. */
export function rightOnes(tf: Tfjs, logits: Tensor, labels: Tensor): Tensor {
  return tf.sum(tf.cast(tf.equal(tf.argMax(logits, -1), labels), 'float32'));
}
