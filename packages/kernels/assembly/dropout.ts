/** `hash32` of @peasy/core on four lanes. */
function hash32(value: v128): v128 {
  let x = v128.xor(value, i32x4.shr_u(value, 16));
  x = i32x4.mul(x, i32x4.splat(0x7feb352d));
  x = v128.xor(x, i32x4.shr_u(x, 15));
  x = i32x4.mul(x, i32x4.splat(0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/**
 * y = x * scale where the 32-bit number randomUint32(key, first + i) of @peasy/core is at least
 * `threshold`, else 0. The mask depends on nothing else, so the same call carries gradients back,
 * and a batch may be cut anywhere. y may be x. `count` values; up to 3 more are read.
 */
export function dropout(
  x: usize,
  y: usize,
  count: i32,
  key: u32,
  first: u32,
  threshold: u32,
  scale: f32,
): void {
  const keys = i32x4.splat(key);
  const thresholds = i32x4.splat(threshold);
  const scales = f32x4.splat(scale);
  const four = i32x4.splat(4);
  // 0x6a09e667 is the counter's offset in randomUint32.
  let counters = i32x4.add(i32x4.splat(first + 0x6a09e667), i32x4(0, 1, 2, 3));
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    const drawn = hash32(v128.xor(keys, hash32(counters)));
    const kept = i32x4.ge_u(drawn, thresholds);
    v128.store(y + at, keep(v128.load(x + at), kept, scales));
    counters = i32x4.add(counters, four);
  }
  if (i < count) {
    const drawn = hash32(v128.xor(keys, hash32(counters)));
    const at = (<usize>i) << 2;
    const rest = keep(v128.load(x + at), i32x4.ge_u(drawn, thresholds), scales);
    v128.store_lane<f32>(y + at, rest, 0);
    if (i + 1 < count) v128.store_lane<f32>(y + at, rest, 1, 4);
    if (i + 2 < count) v128.store_lane<f32>(y + at, rest, 2, 8);
  }
}

/** x * scale in the kept lanes, 0 in the others; NaN * 0 would be NaN, so dropped lanes are cut, not multiplied. */
function keep(x: v128, kept: v128, scales: v128): v128 {
  return v128.and(f32x4.mul(x, scales), kept);
}
