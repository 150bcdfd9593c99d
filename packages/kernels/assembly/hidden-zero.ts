/**
 * Zero, read from memory. Added to an address, it hides from the compilers that this is a constant:
 * of two vectors at neighbouring constant addresses V8's revectoriser (Node 24) may take the second
 * one's for the pair's, and computes something else.
 */
const ZERO: usize = memory.data<u32>([0]);
// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
export function hiddenZero(): usize {
  return <usize>load<u32>(ZERO);
}
