import type { NamedTensors, Tensor } from './engine.js';
import { EngineError } from './engine-error.js';
import { nearestWord } from './nearest.js';

/** A tensor that has to be there. */
export interface ExpectedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * The tensors asked for, in the order of `expected`.
 * @param what what they are, for messages: "weights".
 * @throws EngineError naming a tensor that is missing, unknown or of another shape.
 */
export function checkTensors(
  tensors: NamedTensors,
  expected: readonly ExpectedTensor[],
  what: string,
): Tensor[] {
  refuseUnknown(tensors, expected, what);
  return expected.map((tensor) => requireTensor(tensors, tensor, what));
}

function refuseUnknown(
  tensors: NamedTensors,
  expected: readonly ExpectedTensor[],
  what: string,
): void {
  const names = expected.map(({ name }) => name);
  for (const name of tensors.keys()) {
    if (names.includes(name)) continue;
    const near = nearestWord(name, names);
    throw new EngineError(
      `Unknown tensor "${name}" in the ${what}.${near ? ` Did you mean "${near}"?` : ''} Expected ${listed(names)}.`,
    );
  }
}

function requireTensor(
  tensors: NamedTensors,
  { name, shape }: ExpectedTensor,
  what: string,
): Tensor {
  const tensor = tensors.get(name);
  if (!tensor) {
    throw new EngineError(
      `Expected tensor "${name}" of shape [${shape.join(', ')}] in the ${what}, got ${listed([...tensors.keys()])}.`,
    );
  }
  const size = shape.reduce((product, axis) => product * axis, 1);
  const sameShape =
    tensor.shape.length === shape.length &&
    tensor.shape.every((length, axis) => length === shape[axis]);
  if (!sameShape || tensor.values.length !== size) {
    throw new EngineError(
      `Expected tensor "${name}" in the ${what} to be of shape [${shape.join(', ')}] (${size} values), got [${tensor.shape.join(', ')}] (${tensor.values.length} values).`,
    );
  }
  return tensor;
}

function listed(names: readonly string[]): string {
  return names.length > 0 ? names.join(', ') : 'none';
}
