import type { ContenderCommand } from './contender.js';
import type { Job } from './job.js';

/** Programs that the bench compares. */
export const PEERS = ['peasy', 'peasy-tensorflow', 'keras', 'pytorch', 'tfjs-node'] as const;
export type Peer = (typeof PEERS)[number];

/** Ours: by the kernels, and by the tensorflow engine. */
export const OURS: readonly Peer[] = ['peasy', 'peasy-tensorflow'];

/** One way of training one network, before it is started. */
export interface ContenderSpec {
  readonly peer: Peer;
  /** What sets it apart from the peer's other forms: "channels-last". */
  readonly form: string;
  /** For Peasy: the Node that runs it ("20"), one row of bars each. */
  readonly node?: string;
  /** The job it is given. */
  readonly job: Job;
  /** The command that takes the path of the job as its last argument. */
  readonly command: ContenderCommand;
  /** How long it may take to be warm; a form that needs longer is left out, with that reason. */
  readonly readySeconds: number;
}
