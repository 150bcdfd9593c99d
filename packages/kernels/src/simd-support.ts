/** The smallest module with a SIMD instruction: () -> v128, made by i8x16.splat and i8x16.popcnt. */
const SIMD_MODULE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0],
  ...[10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
);

/** Why the kernels cannot run here, in one sentence with what to do, or undefined. */
export function missingSimdReason(): string | undefined {
  if (typeof WebAssembly === 'undefined') {
    return 'WebAssembly is switched off here; start Node without --jitless, or allow it in the browser and in the page’s content security policy.';
  }
  if (!WebAssembly.validate(SIMD_MODULE)) {
    return 'There is no WebAssembly SIMD here; use Node 20.19 or later, or Chrome 91, Firefox 89, Safari 16.4 or later, on a processor that has SIMD (SSE4.1 on x86, any since 2008).';
  }
  return undefined;
}
