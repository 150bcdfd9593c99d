import type { Encoded, Tensor } from '@peasy/core';
import { type OnnxAttribute, onnxNode, onnxTensor } from './onnx-messages.js';

/** Collects the operators of a graph and what they hold. Values go by the names of the layers that give them. */
export class OnnxGraph {
  readonly nodes: Encoded[] = [];
  readonly initializers: Encoded[] = [];

  /** @returns the name of its output. */
  node(
    operator: string,
    inputs: readonly string[],
    output: string,
    attributes?: Readonly<Record<string, OnnxAttribute>>,
  ): string {
    this.nodes.push(onnxNode(operator, inputs, output, attributes));
    return output;
  }

  /** @returns its name. */
  tensor(name: string, tensor: Tensor): string {
    this.initializers.push(onnxTensor(name, tensor));
    return name;
  }
}
