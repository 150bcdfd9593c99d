import type { DeviceChoice } from '@peasy/core';
import type { TfjsDevice } from '../engines/tfjs/tfjs-network.js';
import type { Gpu, GpuDevice } from './dawn.js';
import { type AdapterDescription, type FoundAdapter, findAdapter } from './find-adapter.js';
import { loadTfjs } from './load-packages.js';
import { prepareBackend } from './prepare-backend.js';
import { withNavigatorGpu } from './with-navigator-gpu.js';

/** A share of the program's one WebGPU device. */
export interface WebgpuLease {
  readonly place: TfjsDevice;
  /** What has gone wrong on the device since it was opened, or undefined; nothing on it counts any more. */
  problem(): string | undefined;
  /** Gives it back; the last one closes the device, which would keep the program from ending. */
  release(): Promise<void>;
}

/** tfjs finds a backend's operations by this name, so there is one device at a time. */
const BACKEND = 'webgpu';

/** Of a device, what tfjs' programs may need more of than every device has. */
const LIMITS = [
  'maxBufferSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
];

interface OpenDevice {
  readonly place: TfjsDevice;
  readonly adapter: AdapterDescription;
  readonly device: GpuDevice;
  /** Held, since Dawn ends what hangs on it when nobody holds it. */
  readonly gpu: Gpu;
  users: number;
  problem: string | undefined;
}

let current: OpenDevice | undefined;
let turn: Promise<unknown> = Promise.resolve();

/**
 * Takes a share of the device, which is opened where it is not.
 * @throws saying why there is none of that kind, and what to do.
 */
export function leaseWebgpu(choice: DeviceChoice): Promise<WebgpuLease> {
  return inTurn(async () => {
    if (current?.problem !== undefined) close(current);
    if (current && !fits(current.adapter, choice)) {
      throw new Error(
        `WebGPU computes on ${current.adapter.name} in this program already; ask for another device once its networks are disposed of, or in another program`,
      );
    }
    current ??= await open(await findAdapter(choice));
    return leaseOf(current);
  });
}

function leaseOf(opened: OpenDevice): WebgpuLease {
  opened.users++;
  let isHeld = true;
  return {
    place: opened.place,
    problem: () => opened.problem,
    release: () =>
      inTurn(async () => {
        if (!isHeld) return;
        isHeld = false;
        opened.users--;
        if (opened.users === 0) close(opened);
      }),
  };
}

/** One after the other: of two that come at once, both would open a device. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = turn.then(work);
  turn = done.catch(() => undefined);
  return done;
}

function fits({ software }: AdapterDescription, choice: DeviceChoice): boolean {
  return choice === 'auto' || software === (choice === 'cpu');
}

async function open({ gpu, adapter, description }: FoundAdapter): Promise<OpenDevice> {
  const { tf, Backend } = await loadTfjs();
  const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]));
  const device = await adapter.requestDevice({ requiredLimits });
  const backend = withNavigatorGpu(gpu, () => new Backend(device, adapter.info));
  tf.registerBackend(BACKEND, () => backend);
  prepareBackend(tf, BACKEND);
  const { name, software } = description;
  const by = `WebGPU by tfjs ${tf.version_core}`;
  const words = software ? `cpu (${name}, a software adapter, ${by})` : `gpu (${name}, ${by})`;
  const place = { tf, backend: BACKEND, device: words, software };
  const opened: OpenDevice = {
    ...{ place, adapter: description, device, gpu },
    ...{ users: 0, problem: undefined },
  };
  device.addEventListener('uncapturederror', ({ error }) => {
    opened.problem ??= `${name} could not compute: ${error.message}`;
  });
  void device.lost.then(({ message }) => {
    if (opened === current) opened.problem ??= `${name} was lost: ${message}`;
  });
  return opened;
}

function close(opened: OpenDevice): void {
  if (opened !== current) return;
  current = undefined;
  opened.place.tf.removeBackend(BACKEND);
  opened.device.destroy();
}
