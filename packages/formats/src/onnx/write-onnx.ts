import { bytesField, describeNetwork, integerField, joinFields } from '@peasy/core';
import type { NetworkToWrite } from '../network-file.js';
import { addLayer } from './add-layer.js';
import { OnnxGraph } from './onnx-graph.js';
import { onnxMetadata, onnxValue } from './onnx-messages.js';

/** Versions of the format and of its operators: of 2020, which readers of today and of then know. */
const IR_VERSION = 7;
const OPERATOR_SET = 13;

/** Names of the graph's ends; no layer's name has a "/". */
const PHOTOS = 'input/photos';
const PROBABILITIES = 'output/probabilities';

/** A network as ONNX, for inference. Its input is photos divided by 255, `[batch, height, width, channels]`. */
export function writeOnnx({ network, weights, classes }: NetworkToWrite): Uint8Array {
  const { layers, classes: outputs } = describeNetwork(network);
  const graph = new OnnxGraph();
  const perm = [0, 3, 1, 2];
  let value = graph.node('Transpose', [PHOTOS], 'input/nchw', { perm });
  for (const [index, layer] of network.layers.entries()) {
    value = addLayer(graph, layer, layers[index], value, weights);
  }
  graph.node('Identity', [value], PROBABILITIES);
  const encoded = joinFields([
    ...graph.nodes.map((node) => bytesField(1, node)),
    bytesField(2, network.name),
    ...graph.initializers.map((tensor) => bytesField(5, tensor)),
    bytesField(11, onnxValue(PHOTOS, ['batch', ...network.input])),
    bytesField(12, onnxValue(PROBABILITIES, ['batch', outputs])),
  ]);
  return joinFields([
    integerField(1, IR_VERSION),
    bytesField(2, 'peasy'),
    bytesField(7, encoded),
    bytesField(8, joinFields([bytesField(1, ''), integerField(2, OPERATOR_SET)])),
    bytesField(14, onnxMetadata('classes', JSON.stringify(classes))),
  ]);
}
