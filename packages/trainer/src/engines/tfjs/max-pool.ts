import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Tfjs } from './tfjs.js';

/**
 * Maximum over windows that do not overlap. Windows of 2x2 over a map of even sizes are compared
 * corner by corner, by operations whose gradients every backend has the same way:
 * the first of equal values takes the gradient, as in the other engines.
 */
export function maxPool(tf: Tfjs, x: Tensor4D, size: number): Tensor {
  const [, height, width] = x.shape;
  if (size !== 2 || height % 2 || width % 2) return tf.maxPool(x, size, size, 'valid');
  return tf.customGrad((input, save) => {
    const corners = cornersOf(tf, input as Tensor4D);
    const [a, b, c, d] = corners;
    const top = tf.maximum(tf.maximum(a, b), tf.maximum(c, d));
    (save as (saved: Tensor[]) => void)([a, b, c, top]);
    const value = tf.reshape(top, pooledShape(x));
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const shares = shareOut(tf, tf.reshape(dy, saved[3].shape), saved);
        return tf.reshape(joinCorners(tf, shares), x.shape);
      },
    };
  })(x);
}

function pooledShape({ shape: [photos, height, width, channels] }: Tensor4D) {
  return [photos, height / 2, width / 2, channels];
}

/** The windows' values, by place in the window, in reading order. */
function cornersOf(tf: Tfjs, x: Tensor4D): Tensor[] {
  const [photos, height, width, channels] = x.shape;
  const rows = (photos * height) / 2;
  const pairs = tf.reshape(x, [rows, 2, width / 2, 2 * channels]);
  return [0, 1, 2, 3].map((i) =>
    tf.slice(pairs, [0, i >> 1, 0, (i & 1) * channels], [rows, 1, width / 2, channels]),
  );
}

function joinCorners(tf: Tfjs, [a, b, c, d]: readonly Tensor[]): Tensor {
  return tf.concat([tf.concat([a, b], 3), tf.concat([c, d], 3)], 1);
}

/** Gives each window's gradient to the first of its corners that is the maximum. */
function shareOut(tf: Tfjs, dy: Tensor, [a, b, c, top]: readonly Tensor[]): Tensor[] {
  const shares: Tensor[] = [];
  let left = dy;
  for (const corner of [a, b, c]) {
    const share = tf.mul(left, tf.cast(tf.equal(corner, top), 'float32'));
    shares.push(share);
    left = tf.sub(left, share);
  }
  return [...shares, left];
}
