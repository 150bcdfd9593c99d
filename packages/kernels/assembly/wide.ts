/**
 * Whether the module is built for 256 bits. V8's revectoriser makes one 256-bit operation of two
 * neighbours of 128 bits, found from stores that lie side by side; each takes as long as before,
 * so kernels then need twice the sums to keep both units busy, more than 128-bit code has
 * registers for. build-wasm.ts defines WIDE for that build.
 *
 * Of a pair of stores the one at the higher address comes first, where many are stored: if the lower
 * one does, V8 stores those 128 bits as well, in case the higher one should trap, which costs half
 * of what storing takes.
 */
// @ts-ignore: WIDE is no variable, but an alias on the compiler's command line.
export const IS_WIDE: bool = isDefined(WIDE);
