/**
 * Softmax and its cross-entropy. Rows are short (classes) and few, so these are plain loops in
 * float64: the loss is as good as its logits.
 */

/** The largest value of a row, or NaN if any is NaN. */
function rowMax(row: usize, classes: i32): f64 {
  let best = <f64>load<f32>(row);
  for (let j = 1; j < classes; j++) {
    const value = <f64>load<f32>(row + ((<usize>j) << 2));
    if (value > best || value != value) best = value;
  }
  return best;
}

/** Sum of exp(x - shift) over a row. */
function rowExpSum(row: usize, classes: i32, shift: f64): f64 {
  let sum: f64 = 0;
  for (let j = 0; j < classes; j++) {
    sum += Math.exp(<f64>load<f32>(row + ((<usize>j) << 2)) - shift);
  }
  return sum;
}

/** y[i, j] = exp(x[i, j]) / sum over k of exp(x[i, k]); x, y: [rows, classes]; y may be x. */
export function softmax(x: usize, y: usize, rows: i32, classes: i32): void {
  const stride = (<usize>classes) << 2;
  for (let i = 0; i < rows; i++) {
    const shift = rowMax(x, classes);
    const scale = 1 / rowExpSum(x, classes, shift);
    for (let j = 0; j < classes; j++) {
      const at = (<usize>j) << 2;
      store<f32>(y + at, <f32>(Math.exp(<f64>load<f32>(x + at) - shift) * scale));
    }
    x += stride;
    y += stride;
  }
}

/** dx = y * (dy - sum over k of y[k] * dy[k]) for softmax's output y, row by row; dx may be dy. */
export function softmaxGradient(y: usize, dy: usize, dx: usize, rows: i32, classes: i32): void {
  const stride = (<usize>classes) << 2;
  for (let i = 0; i < rows; i++) {
    let dot: f64 = 0;
    for (let j = 0; j < classes; j++) {
      const at = (<usize>j) << 2;
      dot += <f64>load<f32>(y + at) * <f64>load<f32>(dy + at);
    }
    for (let j = 0; j < classes; j++) {
      const at = (<usize>j) << 2;
      store<f32>(dx + at, <f32>(<f64>load<f32>(y + at) * (<f64>load<f32>(dy + at) - dot)));
    }
    y += stride;
    dy += stride;
    dx += stride;
  }
}

/** Sum over rows of -log softmax(logits)[label]; labels: uint8, below classes. */
export function crossEntropy(logits: usize, labels: usize, rows: i32, classes: i32): f64 {
  const stride = (<usize>classes) << 2;
  let sum: f64 = 0;
  for (let i = 0; i < rows; i++) {
    const shift = rowMax(logits, classes);
    const right = <f64>load<f32>(logits + ((<usize>load<u8>(labels + <usize>i)) << 2));
    sum += Math.log(rowExpSum(logits, classes, shift)) - (right - shift);
    logits += stride;
  }
  return sum;
}

/** How many rows have their label's logit on top (the first of equal ones); a row with a NaN has none. */
export function countCorrect(logits: usize, labels: usize, rows: i32, classes: i32): i32 {
  const stride = (<usize>classes) << 2;
  let correct = 0;
  for (let i = 0; i < rows; i++) {
    let best = load<f32>(logits);
    let top = 0;
    for (let j = 1; j < classes; j++) {
      const value = load<f32>(logits + ((<usize>j) << 2));
      if (value > best || value != value) {
        best = value;
        top = j;
      }
    }
    if (top == <i32>load<u8>(labels + <usize>i) && best == best) correct++;
    logits += stride;
  }
  return correct;
}

/**
 * Gradient of the mean cross-entropy of `batch` photos by the logits of `rows` of them:
 * (y - oneHot(label)) / batch, y the softmax's output; dx may be y.
 */
export function crossEntropyGradient(
  y: usize,
  labels: usize,
  dx: usize,
  rows: i32,
  classes: i32,
  batch: i32,
): void {
  const scale = 1 / <f64>batch;
  for (let i = 0; i < rows; i++) {
    const label = <i32>load<u8>(labels + <usize>i);
    for (let j = 0; j < classes; j++) {
      const target: f64 = j == label ? 1 : 0;
      store<f32>(dx, <f32>((<f64>load<f32>(y) - target) * scale));
      y += 4;
      dx += 4;
    }
  }
}
