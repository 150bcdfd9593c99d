import { describe, expect, it } from 'vitest';
import { type Layer, type Network, withoutDropout } from './network.js';
import { describeNetwork } from './network-description.js';
import { NetworkError } from './network-error.js';
import { NETWORKS } from './networks/index.js';

const softmax: Layer = { kind: 'activation', name: 'probabilities', activation: 'softmax' };

function small(layers: readonly unknown[], input: Network['input'] = [8, 6, 3]): Network {
  return { name: 'small', input, layers: layers as Layer[] };
}

function shapesOf(network: Network): Record<string, readonly number[]> {
  const { layers } = describeNetwork(network);
  return Object.fromEntries(layers.map((layer) => [layer.name, layer.outputShape]));
}

describe("describeNetwork() of the post's CNN", () => {
  const cnn = NETWORKS.cnn([32, 32, 3], 2);
  const described = describeNetwork(cnn);

  it('has the 69,130 parameters of the post', () => {
    expect(described.parameters).toBe(69_130);
    expect(described.layers.filter((layer) => layer.parameters).map((l) => l.parameters)).toEqual([
      896, 2_312, 65_664, 258,
    ]);
  });

  it('has the multiply-adds that a count by hand gives', () => {
    // 32x32 places x 3x3x3 x 32, 16x16 places x 3x3x32 x 8, 512 x 128, 128 x 2.
    const byHand = 1024 * 27 * 32 + 256 * 288 * 8 + 512 * 128 + 128 * 2;
    expect(described.multiplyAdds).toBe(byHand);
    expect(byHand).toBe(1_540_352);
  });

  it("has the post's layer names and shapes", () => {
    expect(shapesOf(cnn)).toEqual({
      ConvLayer1: [32, 32, 32],
      ConvLayer1Activation: [32, 32, 32],
      PoolingLayer1: [16, 16, 32],
      Dropout1: [16, 16, 32],
      ConvLayer2: [16, 16, 8],
      ConvLayer2Activation: [16, 16, 8],
      PoolingLayer2: [8, 8, 8],
      Dropout2: [8, 8, 8],
      Flatten: [512],
      HiddenLayer: [128],
      HiddenLayerActivation: [128],
      Dropout3: [128],
      Classifier: [2],
      Probabilities: [2],
    });
  });

  it('has kernels as HWIO with the fans of the reference', () => {
    const kernels = described.weights.filter((weight) => weight.role === 'kernel');
    expect(kernels.map(({ shape, fanIn, fanOut }) => [shape, fanIn, fanOut])).toEqual([
      [[3, 3, 3, 32], 27, 288],
      [[3, 3, 32, 8], 288, 72],
      [[512, 128], 512, 128],
      [[128, 2], 128, 2],
    ]);
    expect(described.weights.map((weight) => weight.name).slice(0, 2)).toEqual([
      'ConvLayer1/kernel',
      'ConvLayer1/bias',
    ]);
  });

  it('follows any size and any number of classes', () => {
    const five = describeNetwork(NETWORKS.cnn([48, 48, 3], 5));
    expect(five.classes).toBe(5);
    // Only the layers behind flatten grow: 12 x 12 x 8 = 1152 inputs, and 5 outputs.
    expect(five.parameters).toBe(896 + 2_312 + (1152 * 128 + 128) + (128 * 5 + 5));
  });
});

describe("describeNetwork() of the post's dense network", () => {
  const dense = NETWORKS.dense([32, 32, 3], 2);
  const described = describeNetwork(dense);

  it('has the 2,656,130 parameters of the post', () => {
    expect(described.parameters).toBe(2_656_130);
  });

  it('has the multiply-adds that a count by hand gives', () => {
    expect(described.multiplyAdds).toBe(3072 * 768 + 768 * 384 + 384 * 2);
    expect(described.multiplyAdds).toBe(2_654_976);
  });

  it("has the post's layer names and shapes", () => {
    expect(shapesOf(dense)).toEqual({
      Flatten: [3072],
      Input_layer: [768],
      Input_layer_act: [768],
      Dropout1: [768],
      Hidden_layer: [384],
      Hidden_layer_act: [384],
      Dropout2: [384],
      Classifier_layer: [2],
      Probabilities: [2],
    });
  });

  it('starts from the uniform draw of Keras 1', () => {
    expect(new Set(described.weights.map((weight) => weight.initializer))).toEqual(
      new Set(['uniform05']),
    );
  });
});

describe('describeNetwork()', () => {
  it('keeps to the inside with valid padding, and drops what fills no window', () => {
    const shapes = shapesOf(
      small(
        [
          { kind: 'conv2d', name: 'conv', filters: 4, kernelSize: 3, padding: 'valid' },
          { kind: 'maxPool2d', name: 'pool', poolSize: 4 },
          { kind: 'flatten', name: 'flat' },
          softmax,
        ],
        [9, 7, 1],
      ),
    );
    expect(shapes).toMatchObject({ conv: [7, 5, 4], pool: [1, 1, 4], flat: [4] });
  });

  const flatten = { kind: 'flatten', name: 'flat' };
  const conv = { kind: 'conv2d', name: 'conv', filters: 4, kernelSize: 3, padding: 'same' };
  const dense = { kind: 'dense', name: 'dense', units: 2 };
  it.each<[string, readonly unknown[], RegExp]>([
    ['an empty network', [], /last layer of network "small".*got no layer/],
    ['a last layer that is no softmax', [flatten, dense], /got "dense" \(dense\)/],
    ['a name used twice', [flatten, flatten, softmax], /"flat" twice/],
    ['a name with a slash', [{ ...flatten, name: 'a/b' }, softmax], /without "\/", got "a\/b"/],
    ['a layer without a name', [{ kind: 'flatten' }, softmax], /a layer name/],
    ['a kind that is none', [{ kind: 'conv3d', name: 'x' }, softmax], /conv2d, .*got "conv3d"/],
    ['dense on a map', [dense, softmax], /got \[8, 6, 3\]. Put a flatten layer before it/],
    ['softmax on a map', [softmax], /flat input for softmax/],
    ['conv2d on a row', [flatten, conv, softmax], /expected a map/],
    ['no filters', [{ ...conv, filters: 0 }, softmax], /filters: expected a whole number/],
    ['an even kernel', [{ ...conv, kernelSize: 2 }, softmax], /odd kernelSize, got 2/],
    ['a padding that is none', [{ ...conv, padding: 'full' }, softmax], /same, valid, got "full"/],
    ['an initializer that is none', [{ ...conv, initializer: 'zeros' }], /uniform05, got "zeros"/],
    [
      'a kernel larger than its input',
      [{ ...conv, kernelSize: 7, padding: 'valid' }, softmax],
      /at least 7x7, got 8x6/,
    ],
    ['a window larger than its input', [{ kind: 'maxPool2d', name: 'p', poolSize: 7 }], /got 8x6/],
    ['half a unit', [flatten, { ...dense, units: 1.5 }, softmax], /units.*got 1.5/],
    ['a rate of 1', [{ kind: 'dropout', name: 'd', rate: 1 }, softmax], /below 1, got 1/],
    ['an activation that is none', [{ ...softmax, activation: 'tanh' }], /got "tanh"/],
  ])('refuses %s', (_, layers, message) => {
    expect(() => describeNetwork(small(layers))).toThrow(NetworkError);
    expect(() => describeNetwork(small(layers))).toThrow(message);
  });

  it('refuses an input without pixels', () => {
    expect(() => describeNetwork(small([softmax], [0, 4, 3]))).toThrow('The input of network');
  });
});

describe('withoutDropout()', () => {
  it('takes out dropout and changes no shape and no weight', () => {
    const cnn = NETWORKS.cnn([32, 32, 3], 2);
    const bare = withoutDropout(cnn);
    expect(bare.layers.some((layer) => layer.kind === 'dropout')).toBe(false);
    expect(bare.layers.length).toBe(cnn.layers.length - 3);
    expect(describeNetwork(bare).weights).toEqual(describeNetwork(cnn).weights);
  });
});
