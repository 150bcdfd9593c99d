import {
  type CompiledNetwork,
  type CompileOptions,
  checkOptions,
  type DeviceChoice,
  describeNetwork,
  type Engine,
  EngineError,
  type Network,
} from '@peasy/core';
import { gpuName } from '../../tensorflow-runtime/gpu-name.js';
import { loadTensorflow, tensorflowMissing } from '../../tensorflow-runtime/load-tensorflow.js';
import { TensorflowNetwork } from './tensorflow-network.js';

const NO_DRIVER = 'TensorFlow sees no GPU: no NVIDIA driver is loaded here (nvidia-smi names none)';

/**
 * TensorFlow under Node, on an NVIDIA GPU or the CPU (docs/tensorflow.md). It is loaded when it is
 * first asked for. Same seed, same masks and photos as the other engines; sums are TensorFlow's, so
 * the last bits are too. `threads` and `instructionSet` are not its.
 */
export const tensorflowEngine: Engine = {
  name: 'tensorflow',
  async unavailableReason(device?: DeviceChoice): Promise<string | undefined> {
    // `auto` asks for a GPU in every program: a gigabyte is not loaded to hear that there is no driver.
    if (device === 'gpu' && gpuName() === undefined) return NO_DRIVER;
    return tensorflowMissing(device);
  },
  async compile(network: Network, options: CompileOptions): Promise<CompiledNetwork> {
    checkOptions(options, describeNetwork(network).classes);
    const reason = await tensorflowMissing(options.device);
    if (reason !== undefined) throw new EngineError(reason);
    // Loaded by then, so that a GPU that was to be hidden is.
    const { binding, version, device, deviceName } = await loadTensorflow();
    const what = device === 'gpu' ? `gpu (${deviceName}, ` : 'cpu (';
    return new TensorflowNetwork(
      { binding, device: `${what}TensorFlow ${version})` },
      network,
      options,
    );
  },
};
