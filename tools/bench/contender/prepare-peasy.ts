import { INSTRUCTION_SETS } from '@peasy/core';
import { AS_IT_COMES, ONE_THREAD } from '../bars.js';
import { ensureNode, type NodeVersion } from '../setup/node-version.js';
import type { ContenderSpec } from './contender-spec.js';
import { type BaseJob, type PeasyForm, peasyForm } from './list-contenders.js';

/** Nodes that our part runs on, and those that cannot be had. */
export interface PreparedNodes {
  readonly nodes: readonly NodeVersion[];
  readonly absent: readonly { readonly peer: string; readonly reason: string }[];
}

/** Installs the Nodes that are not there; one that cannot be had does not stop the others. */
export async function prepareNodes(
  wanted: readonly string[],
  say: (line: string) => void,
): Promise<PreparedNodes> {
  const nodes: NodeVersion[] = [];
  const absent: { peer: string; reason: string }[] = [];
  for (const name of wanted) {
    try {
      nodes.push(await ensureNode(name, say));
    } catch (error) {
      absent.push({ peer: `peasy on Node ${name}`, reason: (error as Error).message });
    }
  }
  return { nodes, absent };
}

/** Our forms for a job: as it comes on every Node; unless quick, each instruction set, and one thread on the first Node. */
export function peasyForms(
  nodes: readonly NodeVersion[],
  job: BaseJob,
  quick: boolean,
): ContenderSpec[] {
  const plain: PeasyForm = { name: AS_IT_COMES, options: {} };
  const forced = INSTRUCTION_SETS.map((set) => ({ name: set, options: { instructionSet: set } }));
  const forms = quick ? [plain] : [plain, ...forced];
  const specs = nodes.flatMap((node) => forms.map((form) => peasyForm(node, form, job)));
  if (!quick && nodes.length > 0 && job.threads > 1) {
    const alone = { name: ONE_THREAD, options: {} };
    specs.push(peasyForm(nodes[0], alone, { ...job, threads: 1 }));
  }
  return specs;
}
