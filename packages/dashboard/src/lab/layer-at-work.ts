import type { CheckedLayer, Conv2dLayer } from '@peasy/core';
import type { NetworkCalls, SnapshotNetwork } from '../inside/network-calls.js';
import type { PhotoTensor } from '../inside/network-maps.js';
import { Observers } from '../state/observers.js';

/** What it is computed by. */
type LayerCalls = Pick<NetworkCalls, 'maps' | 'weights'>;

/** Which layer, of which weights, at work on which photo. */
export interface LayerRequest {
  readonly of: SnapshotNetwork;
  readonly layer: Conv2dLayer;
  readonly photo: PhotoTensor;
}

/** What is known of it. */
export interface KnownLayer {
  /** Of what was asked for, or of what was asked for before until that comes. */
  readonly checked: CheckedLayer | undefined;
  readonly isCurrent: boolean;
  readonly problem: string | undefined;
}

/** A convolution's real input, weights and output for one photo. Only what was asked for last is computed and kept. */
export class LayerAtWork extends Observers {
  readonly #calls: LayerCalls;
  #known: { readonly key: string; readonly checked?: CheckedLayer; readonly problem?: string } = {
    key: '',
  };
  #busy = false;
  #wanted: LayerRequest | undefined;

  constructor(calls: LayerCalls) {
    super();
    this.#calls = calls;
  }

  get(request: LayerRequest): KnownLayer {
    const { key, checked, problem } = this.#known;
    const isCurrent = key === keyOf(request);
    if (isCurrent) return { checked, isCurrent, problem };
    this.#wanted = request;
    if (!this.#busy) void this.#compute();
    return { checked, isCurrent, problem: undefined };
  }

  async #compute(): Promise<void> {
    this.#busy = true;
    while (this.#wanted) {
      const request = this.#wanted;
      this.#wanted = undefined;
      const key = keyOf(request);
      if (key === this.#known.key) continue;
      try {
        this.#known = { key, checked: await this.#layerOf(request) };
      } catch (error) {
        this.#known = { key, problem: error instanceof Error ? error.message : String(error) };
      }
      this.notify();
    }
    this.#busy = false;
  }

  async #layerOf({ of, layer, photo }: LayerRequest): Promise<CheckedLayer> {
    const { network, snapshot } = of;
    const at = network.layers.findIndex(({ name }) => name === layer.name);
    const before = network.layers[at - 1]?.name;
    const layers = before === undefined ? [layer.name] : [before, layer.name];
    const [{ maps }, weights] = await Promise.all([
      this.#calls.maps(of, { pixels: photo.pixels, count: 1 }, layers),
      this.#calls.weights(snapshot),
    ]);
    const mapOf = (name: string) => {
      const { shape, values } = maps.get(name)!;
      return { shape: shape.slice(1), values };
    };
    return {
      layer,
      input:
        before === undefined
          ? { shape: network.input, values: Float32Array.from(photo.pixels, (byte) => byte / 255) }
          : mapOf(before),
      output: mapOf(layer.name),
      kernel: weights.get(`${layer.name}/kernel`)!,
      bias: weights.get(`${layer.name}/bias`),
    };
  }
}

function keyOf({ of, layer, photo }: LayerRequest): string {
  return `${of.snapshot} ${layer.name} ${photo.key}`;
}
