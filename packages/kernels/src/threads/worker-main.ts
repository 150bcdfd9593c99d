/**
 * The program of a worker thread, bundled into src/generated/worker-code.ts. It sleeps until a phase
 * is announced, does items of it until none is left, and ends when it is terminated.
 */
import type { NodePort, NodeThreads } from '../environment.js';
import type { KernelExports } from '../generated/kernels-wasm.js';
import { runItem, type Scene } from '../schedule/phase.js';
import { ControlBlock } from './control-block.js';
import type { SceneMail, WorkerStart } from './worker-start.js';

const threads = (
  globalThis as unknown as {
    process: { getBuiltinModule(name: string): NodeThreads & { workerData: WorkerStart } };
  }
).process.getBuiltinModule('node:worker_threads');

const { module, memory, thread, job, port, control: buffer } = threads.workerData;
const instance = new WebAssembly.Instance(module, { env: { memory } });
const kernels = instance.exports as unknown as KernelExports;
const hands = { kernels, memory: memory.buffer, thread };
const control = new ControlBlock(buffer);
let scene: Scene & { readonly number: number } = { pixels: new Uint8Array(0), number: 0 };

for (let seen = 0; ; ) {
  control.waitForWork(seen);
  seen = control.announced;
  // Others may have done all items: mail that nobody reads would hold its outputs in memory.
  if (scene.number !== control.scene) scene = lastMail(port) ?? scene;
  for (let item = control.take(); item !== undefined; item = control.take()) {
    const { phase, numbers, scene: number } = control.read();
    try {
      while (scene.number !== number) scene = nextScene(port);
      runItem(phase, item, job, scene, hands, numbers);
    } catch (error) {
      port.postMessage(`${error instanceof Error ? error.stack : error}`);
    }
    control.finish();
  }
}

/** The newest of all mail that waits; nobody sends any while a thread holds an item. */
function lastMail(box: NodePort): SceneMail | undefined {
  let last: SceneMail | undefined;
  for (
    let mail = threads.receiveMessageOnPort(box);
    mail;
    mail = threads.receiveMessageOnPort(box)
  ) {
    last = mail.message as SceneMail;
  }
  return last;
}

/** Mail is in the box before a phase that needs it is announced. */
function nextScene(box: NodePort): SceneMail {
  const mail = threads.receiveMessageOnPort(box);
  if (!mail) throw new Error('Expected photos in the mail of a worker thread, got none.');
  return mail.message as SceneMail;
}
