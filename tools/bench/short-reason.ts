/** How a contender's end is told before its own words. */
const BEFORE = /^it ended with code \S+: (?:\w*Error: )?/;

/** What our kernels say of an instruction set that the Node at hand does not have. */
const NOT_ON_THIS_NODE = /^Instruction set \w+ cannot run here: it needs\b/;

/** Why a contender has no windows, short enough for a cell of the table. */
export function shortReason(reason: string): string {
  const words = reason.replace(BEFORE, '');
  return NOT_ON_THIS_NODE.test(words) ? 'not on this Node' : words;
}
