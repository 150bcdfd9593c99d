import { checkTensors, describeNetwork } from '@peasy/core';
import type { WriteFormat } from './choices.js';
import { writeKeras } from './keras/write-keras.js';
import type { NetworkToWrite, WrittenFile } from './network-file.js';
import { writeOnnx } from './onnx/write-onnx.js';
import { writeSafetensors } from './safetensors/write-safetensors.js';
import { writeTfjs } from './tfjs/write-tfjs.js';

/**
 * A network with its weights as another program's files: one, whose path is its usual ending, or for
 * `tfjs` two. All take photos divided by 255.
 * @throws EngineError when weights are missing or of another shape.
 */
export async function writeNetwork(
  format: WriteFormat,
  model: NetworkToWrite,
): Promise<readonly WrittenFile[]> {
  checkTensors(model.weights, describeNetwork(model.network).weights, 'weights');
  switch (format) {
    case 'keras':
      return [{ path: '.keras', bytes: await writeKeras(model) }];
    case 'onnx':
      return [{ path: '.onnx', bytes: writeOnnx(model) }];
    case 'safetensors':
      return [{ path: '.safetensors', bytes: writeSafetensors(model) }];
    case 'tfjs':
      return writeTfjs(model);
  }
}
