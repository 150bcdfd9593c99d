import {
  bytesField,
  type Encoded,
  floatField,
  integerField,
  joinFields,
  type Tensor,
} from '@peasy/core';

/** Messages of ONNX (onnx.proto3 of its repository), as far as networks here need them. Numbers of fields are from there. */

const FLOAT = 1;
const ATTRIBUTE = { float: 1, int: 2, ints: 7 } as const;

/** A value of an operator's attribute. */
export type OnnxAttribute = number | readonly number[] | { readonly float: number };

/** One operator: what it takes and gives, by name. */
export function onnxNode(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, OnnxAttribute>> = {},
): Encoded {
  return joinFields([
    ...inputs.map((name) => bytesField(1, name)),
    bytesField(2, output),
    bytesField(3, output),
    bytesField(4, operator),
    ...Object.entries(attributes).map(([name, value]) => bytesField(5, attribute(name, value))),
  ]);
}

/** A tensor of float32 that the graph holds. */
export function onnxTensor(name: string, { shape, values }: Tensor): Encoded {
  const { buffer, byteOffset, byteLength } = values;
  return joinFields([
    ...shape.map((size) => integerField(1, size)),
    integerField(2, FLOAT),
    bytesField(8, name),
    bytesField(9, new Uint8Array(buffer, byteOffset, byteLength)),
  ]);
}

/** An input or an output; a size that is a text may be any. */
export function onnxValue(name: string, shape: readonly (number | string)[]): Encoded {
  const sizes = shape.map((size) =>
    bytesField(1, typeof size === 'number' ? integerField(1, size) : bytesField(2, size)),
  );
  const tensor = joinFields([integerField(1, FLOAT), bytesField(2, joinFields(sizes))]);
  return joinFields([bytesField(1, name), bytesField(2, bytesField(1, tensor))]);
}

/** A text that belongs to the model. */
export function onnxMetadata(key: string, value: string): Encoded {
  return joinFields([bytesField(1, key), bytesField(2, value)]);
}

function attribute(name: string, value: OnnxAttribute): Encoded {
  const fields = [bytesField(1, name)];
  if (typeof value === 'number') {
    fields.push(integerField(3, value), integerField(20, ATTRIBUTE.int));
  } else if ('float' in value) {
    fields.push(floatField(2, value.float), integerField(20, ATTRIBUTE.float));
  } else {
    for (const each of value) fields.push(integerField(8, each));
    fields.push(integerField(20, ATTRIBUTE.ints));
  }
  return joinFields(fields);
}
