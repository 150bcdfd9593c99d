import type { NodePort } from '../environment.js';
import type { Job, Scene } from '../schedule/phase.js';

/** What a worker thread is started with. */
export interface WorkerStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** From 1: the thread that starts them is 0. */
  readonly thread: number;
  readonly job: Job;
  /** Scenes come in here, and errors go out. */
  readonly port: NodePort;
  /** Of the control block. */
  readonly control: SharedArrayBuffer;
}

/** A scene, sent to every worker thread. */
export interface SceneMail extends Scene {
  /** Counts the scenes. */
  readonly number: number;
}
