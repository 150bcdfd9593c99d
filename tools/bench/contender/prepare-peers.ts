import { tensorflowEngine } from '@peasy/trainer';
import { ensurePython, KERAS, PYTORCH } from '../setup/python-environment.js';
import { ensureTfjsNode } from '../setup/tfjs-node.js';
import type { ContenderSpec, Peer } from './contender-spec.js';
import {
  type BaseJob,
  kerasForms,
  peasyTensorflowForms,
  pytorchForms,
  tfjsNodeForms,
} from './list-contenders.js';

type OtherPeer = Exclude<Peer, 'peasy'>;

/** A peer that was set up: its forms for a job. */
export interface ReadyPeer {
  readonly peer: OtherPeer;
  readonly forms: (job: BaseJob) => ContenderSpec[];
}

/** A peer that cannot run here, and why. */
export interface AbsentPeer {
  readonly peer: OtherPeer;
  readonly reason: string;
}

/** Sets the peers up, one after the other; one that cannot be had does not stop the others. */
export async function preparePeers(
  peers: readonly Peer[],
  say: (line: string) => void,
): Promise<{ ready: ReadyPeer[]; absent: AbsentPeer[] }> {
  const ready: ReadyPeer[] = [];
  const absent: AbsentPeer[] = [];
  for (const peer of peers) {
    if (peer === 'peasy') continue;
    try {
      ready.push({ peer, forms: await SET_UPS[peer](say) });
    } catch (error) {
      const reason = (error as Error).message;
      say(`${peer} is not to be had here: ${reason}`);
      absent.push({ peer, reason });
    }
  }
  return { ready, absent };
}

const SET_UPS: Readonly<
  Record<OtherPeer, (say: (line: string) => void) => Promise<ReadyPeer['forms']>>
> = {
  'peasy-tensorflow': async () => {
    const reason = await tensorflowEngine.unavailableReason();
    if (reason !== undefined) throw new Error(reason);
    return peasyTensorflowForms;
  },
  keras: async (say) => {
    const python = await ensurePython(KERAS, say);
    return (job) => kerasForms(python, job);
  },
  pytorch: async (say) => {
    const python = await ensurePython(PYTORCH, say);
    return (job) => pytorchForms(python, job);
  },
  'tfjs-node': async (say) => {
    const modules = await ensureTfjsNode(say);
    return (job) => tfjsNodeForms(modules, job);
  },
};
