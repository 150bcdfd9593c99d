/** Cross-entropy with shares of all classes as targets: labels smoothed or blended. targets: float32 [rows, classes]. */

/** Sum over rows of -sum over j of target[j] · log softmax(logits)[j]. */
export function softCrossEntropy(logits: usize, targets: usize, rows: i32, classes: i32): f64 {
  const stride = (<usize>classes) << 2;
  let sum: f64 = 0;
  for (let i = 0; i < rows; i++) {
    let highest = <f64>load<f32>(logits);
    for (let j = 1; j < classes; j++) {
      const value = <f64>load<f32>(logits + ((<usize>j) << 2));
      if (value > highest || value != value) highest = value;
    }
    let powers: f64 = 0;
    for (let j = 0; j < classes; j++) {
      powers += Math.exp(<f64>load<f32>(logits + ((<usize>j) << 2)) - highest);
    }
    const scale = Math.log(powers) + highest;
    for (let j = 0; j < classes; j++) {
      const at = (<usize>j) << 2;
      const target = <f64>load<f32>(targets + at);
      // A share of zero counts for nothing, whatever the logit is.
      if (target > 0) sum += target * (scale - <f64>load<f32>(logits + at));
    }
    if (powers != powers) sum = NaN;
    logits += stride;
    targets += stride;
  }
  return sum;
}

/** (softmax - target) / batch, over rows of a batch of `batch` rows in all: the gradient of the mean loss by the logits. */
export function softCrossEntropyGradient(
  y: usize,
  targets: usize,
  dx: usize,
  rows: i32,
  classes: i32,
  batch: i32,
): void {
  const scale = 1 / <f64>batch;
  for (let i = 0; i < rows * classes; i++) {
    const at = (<usize>i) << 2;
    store<f32>(dx + at, <f32>((<f64>load<f32>(y + at) - <f64>load<f32>(targets + at)) * scale));
  }
}
