import {
  type CheckedLayer,
  CONVOLUTION_CANDIDATES,
  type Conv2dLayer,
  checkConvolution,
  checkFilter,
  type FilterCheck,
  randomUint32,
  type Tensor,
} from '@peasy/core';
import { decodePhoto } from '@peasy/data';
import type { LookFlags } from '../compute-flags.js';
import { EXIT } from '../exit-codes.js';
import { printJson, type RecordOptions, withStore } from '../open-record.js';
import { openRunNetwork, type RunNetwork, unlabelled } from '../run-network.js';
import { painter } from '../terminal/style.js';
import { formatTable } from '../terminal/table.js';
import { UserError } from '../user-error.js';
import { findWorkspace, resolveFrom } from '../workspace.js';

/** Flags of `peasy verify-convolution`. */
export interface VerifyFlags extends RecordOptions, LookFlags {
  readonly layer?: string;
  readonly filter?: number;
  readonly photo?: string;
  readonly snapshot: string;
}

/** A convolution's filters, checked. */
interface LayerReport {
  readonly layer: string;
  readonly filters: readonly FilterCheck[];
}

/** Whether the engine's convolutions do what they say, filter by filter; prints it and sets the exit code. */
export function verifyConvolution(ref: string, flags: VerifyFlags): Promise<void> {
  return withStore(flags, async (store) => {
    const network = await openRunNetwork(store, ref, flags.snapshot, flags);
    try {
      const layers = chosenLayers(network, flags);
      const photo = await photoFor(network, flags.photo);
      const reports = await checkLayers(network, layers, photo, flags.filter);
      const isAsSaid = reports.every(({ filters }) =>
        filters.every(({ verdict }) => verdict === 'correlates' || verdict === 'both'),
      );
      if (flags.json) printReports(network, reports, isAsSaid);
      else print(network, reports, isAsSaid);
      if (!isAsSaid) process.exitCode = EXIT.failed;
    } finally {
      await network.compiled.dispose();
    }
  });
}

/** Layers that have the asked filter, where one is asked for. */
function chosenLayers(
  { run }: RunNetwork,
  { layer: name, filter = 0 }: VerifyFlags,
): readonly Conv2dLayer[] {
  const all = run.network!.layers.filter((layer) => layer.kind === 'conv2d');
  const names = all.map((layer) => layer.name).join(', ');
  if (all.length === 0) {
    throw new UserError(`Expected run ${run.name} to have a convolution, and it has none.`);
  }
  const named = all.filter((layer) => name === undefined || layer.name === name);
  if (named.length === 0) {
    throw new UserError(
      `Expected --layer to be a convolution of run ${run.name} (${names}), got "${name}".`,
      EXIT.usage,
    );
  }
  const chosen = named.filter(({ filters }) => filter < filters);
  if (chosen.length > 0) return chosen;
  const counts = named.map((layer) => `${layer.name} has ${layer.filters}`).join(', ');
  throw new UserError(
    `Expected --filter to be below the filters of a layer of run ${run.name} (${counts}), got ${filter}.`,
    EXIT.usage,
  );
}

/** Pixels of the photo, or noise. */
async function photoFor(
  { run, decode }: RunNetwork,
  file: string | undefined,
): Promise<Uint8Array> {
  if (file !== undefined) return decodePhoto(resolveFrom(findWorkspace(), file), decode);
  const [height, width, channels] = run.network!.input;
  return Uint8Array.from(
    { length: height * width * channels },
    (_, i) => randomUint32(1, i) >>> 24,
  );
}

/** The filters of some layers, each held to both operations on one photo. */
async function checkLayers(
  network: RunNetwork,
  layers: readonly Conv2dLayer[],
  photo: Uint8Array,
  filter: number | undefined,
): Promise<LayerReport[]> {
  const checked = await layersAtWork(network, layers, photo);
  return checked.map((one) => ({
    layer: one.layer.name,
    filters: filter === undefined ? checkConvolution(one) : [checkFilter(one, filter)],
  }));
}

/** What some convolutions read and give of one photo, by the engine, with their weights. */
export async function layersAtWork(
  { run, compiled }: RunNetwork,
  layers: readonly Conv2dLayer[],
  photo: Uint8Array,
): Promise<CheckedLayer[]> {
  const network = run.network!;
  const [height, width, channels] = network.input;
  const names = network.layers.map(({ name }) => name);
  const before = layers.map(({ name }) => names[names.indexOf(name) - 1]).filter(Boolean);
  const images = { ...unlabelled([photo], height), height, width, channels };
  const wanted = [...new Set([...before, ...layers.map(({ name }) => name)])];
  const maps = await compiled.activations(images, Int32Array.of(0), wanted);
  const weights = await compiled.weights();
  const pixels: Tensor = {
    shape: network.input,
    values: Float32Array.from(photo, (value) => value / 255),
  };
  return layers.map((layer) => {
    const earlier = names[names.indexOf(layer.name) - 1];
    return {
      layer,
      input: earlier === undefined ? pixels : withoutBatch(maps.get(earlier)!),
      output: withoutBatch(maps.get(layer.name)!),
      kernel: weights.get(`${layer.name}/kernel`)!,
      bias: weights.get(`${layer.name}/bias`),
    };
  });
}

function withoutBatch({ shape, values }: Tensor): Tensor {
  return { shape: shape.slice(1), values };
}

function printReports(
  { run, snapshot, engine, compiled }: RunNetwork,
  layers: readonly LayerReport[],
  isAsSaid: boolean,
): void {
  printJson({
    run: { id: run.id, name: run.name },
    snapshot: { id: snapshot.id, epoch: snapshot.epoch },
    engine,
    device: compiled.device,
    correlates: isAsSaid,
    layers,
  });
}

function print(
  { run, snapshot, compiled }: RunNetwork,
  reports: readonly LayerReport[],
  isAsSaid: boolean,
): void {
  const paint = painter(process.stdout);
  console.log(
    `${run.name} after epoch ${Number(snapshot.epoch.toFixed(2))}, on ${compiled.device}. Largest differences from the layer's own output:`,
  );
  for (const { layer, filters } of reports) {
    console.log(`\n${layer}`);
    console.log(
      formatTable(filters, [
        { head: 'filter', align: 'right', cell: ({ filter }) => String(filter) },
        ...CONVOLUTION_CANDIDATES.map((candidate) => ({
          head: candidate === 'correlate2dFlipped' ? 'correlate2d, flipped' : candidate,
          align: 'right' as const,
          cell: ({ differences }: FilterCheck) => difference(differences[candidate]),
        })),
        {
          head: 'output',
          align: 'right',
          cell: ({ min, max }) => `${short(min)} to ${short(max)}`,
        },
        { head: 'it', cell: ({ verdict }) => verdict },
      ]),
    );
  }
  const count = reports.reduce((sum, { filters }) => sum + filters.length, 0);
  console.log(
    isAsSaid
      ? `\n${count === 1 ? 'The filter correlates' : `All ${count} filters correlate`}, as Peasy says: the kernel is not flipped.`
      : paint('yellow', '\nNot every filter correlates: this engine does not do what it says.'),
  );
}

/** Rounding as a power of ten, what is more than that as a number. */
function difference(value: number): string {
  return value >= 1e-3 ? String(Number(value.toPrecision(2))) : value.toExponential(1);
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
