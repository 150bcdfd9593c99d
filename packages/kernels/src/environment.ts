/**
 * The few things of Node that the engine uses where it runs in Node. They are asked for at run time
 * instead of imported, since the same files run in the page.
 */
export interface NodeFeatures {
  /** "24.21.0" */
  readonly version: string;
  /** Undefined where it was built without. */
  readonly threads: NodeThreads | undefined;
  /** Whether memory can be shared between threads; `--no-harmony-sharedarraybuffer` ends that. */
  readonly sharesMemory: boolean;
  /** Cores that this program may use. */
  availableParallelism(): number;
  /** Switches features of V8 on, for modules that are compiled after it. */
  setV8Flag(flag: string): void;
}

/** What is used of node:worker_threads. */
export interface NodeThreads {
  readonly Worker: new (code: string, options: WorkerOptions) => NodeWorker;
  readonly MessageChannel: new () => { readonly port1: NodePort; readonly port2: NodePort };
  receiveMessageOnPort(port: NodePort): { readonly message: unknown } | undefined;
}

interface WorkerOptions {
  readonly eval: true;
  readonly name: string;
  readonly workerData: unknown;
  readonly transferList: readonly NodePort[];
}

/** A thread, seen from the one that started it. */
export interface NodeWorker {
  on(event: 'error', listener: (error: unknown) => void): void;
  on(event: 'exit', listener: (code: number) => void): void;
  postMessage(message: unknown): void;
  terminate(): Promise<number>;
  unref(): void;
}

/** One end of a message channel. */
export interface NodePort {
  postMessage(message: unknown): void;
  unref(): void;
  close(): void;
}

interface NodeProcess {
  readonly versions?: { readonly node?: string };
  getBuiltinModule?(name: string): unknown;
}

/** A memory of one page, shared. */
const SHARED_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 5, 4, 1, 3, 1, 1);

/** Node's features, or undefined in a page. */
export function nodeFeatures(): NodeFeatures | undefined {
  const { process } = globalThis as { process?: NodeProcess };
  const version = process?.versions?.node;
  if (version === undefined || !process?.getBuiltinModule) return undefined;
  const os = process.getBuiltinModule('node:os') as { availableParallelism(): number };
  const v8 = process.getBuiltinModule('node:v8') as { setFlagsFromString(flag: string): void };
  return {
    version,
    threads: process.getBuiltinModule('node:worker_threads') as NodeThreads | undefined,
    sharesMemory: typeof SharedArrayBuffer !== 'undefined' && WebAssembly.validate(SHARED_MODULE),
    availableParallelism: () => os.availableParallelism(),
    setV8Flag: (flag) => v8.setFlagsFromString(flag),
  };
}
