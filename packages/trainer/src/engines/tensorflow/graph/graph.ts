import { bytesField, type Encoded, floatField, integerField, joinFields } from '@peasy/core';

/** TensorFlow's numbers of its types (types.proto). */
export const TYPES = { float: 1, int32: 3, uint8: 4, bool: 10, resource: 20 } as const;
export type DataType = keyof typeof TYPES;

/** An output of a node, as other nodes name it: "n3", "n3:1". */
export type Output = string;

/** One attribute of a node (AttrValue of attr_value.proto). */
export type Attribute =
  | { readonly type: DataType }
  | { readonly int: number }
  | { readonly float: number }
  | { readonly bool: boolean }
  | { readonly text: string }
  | { readonly ints: readonly number[] }
  | { readonly shape: readonly number[] }
  | { readonly tensor: Encoded };

export type Attributes = Readonly<Record<string, Attribute>>;

/** Attribute of nodes that compute with floats. */
export const FLOATS: Attributes = { T: { type: 'float' } };

/** The oldest producer whose graphs have these operations as they are used here: TensorFlow 2.8. */
const PRODUCER = 1087;

/** Names the graph in its saved model. */
export const GRAPH_TAG = 'peasy';

/**
 * A TensorFlow graph as it is written down: nodes that name their inputs (graph.proto, node_def.proto).
 * What an operation takes and gives stands in TensorFlow's documentation of raw operations.
 */
export class Graph {
  readonly #nodes: Encoded[] = [];
  readonly #constants = new Map<string, Output>();
  #named = 0;

  /**
   * Adds a node.
   * @param after nodes that have to have run before, beside the inputs.
   * @returns its first output; the others are `${name}:1` and so on.
   */
  node(
    operation: string,
    inputs: readonly Output[],
    attributes: Attributes = {},
    after: readonly Output[] = [],
  ): Output {
    const name = `n${this.#named++}`;
    const waits = after.map((output) => `^${output.split(':')[0]}`);
    this.#nodes.push(
      joinFields([
        bytesField(1, name),
        bytesField(2, operation),
        ...[...inputs, ...waits].map((input) => bytesField(3, input)),
        ...Object.entries(attributes).map(([key, value]) =>
          bytesField(5, joinFields([bytesField(1, key), bytesField(2, attributeValue(value))])),
        ),
      ]),
    );
    return name;
  }

  /** What is fed from outside; -1 in its shape: any number. */
  placeholder(type: DataType, shape: readonly number[]): Output {
    return this.node('Placeholder', [], { dtype: { type }, shape: { shape } });
  }

  /** Of no axes. */
  scalar(value: number, type: 'float' | 'int32' = 'float'): Output {
    return this.#constant([value], [], type);
  }

  /** A row of whole numbers: a shape, or axes. */
  integers(values: readonly number[]): Output {
    return this.#constant(values, [values.length], 'int32');
  }

  /** An operation of floats without other attributes. */
  float(operation: string, ...inputs: readonly Output[]): Output {
    return this.node(operation, inputs, FLOATS);
  }

  add(a: Output, b: Output): Output {
    return this.float('AddV2', a, b);
  }

  multiply(a: Output, b: Output | number): Output {
    return this.float('Mul', a, typeof b === 'number' ? this.scalar(b) : b);
  }

  /** Along these axes, which are gone after it, or over all of them. */
  reduce(operation: 'Sum' | 'Mean', x: Output, axes: readonly number[]): Output {
    return this.node(operation, [x, this.integers(axes)], {
      ...FLOATS,
      Tidx: { type: 'int32' },
      keep_dims: { bool: false },
    });
  }

  reshape(x: Output, shape: readonly number[]): Output {
    return this.node('Reshape', [x, this.integers(shape)], {
      ...FLOATS,
      Tshape: { type: 'int32' },
    });
  }

  /** The shape of a tensor, int32. */
  shapeOf(x: Output, type: DataType = 'float'): Output {
    return this.node('Shape', [x], { T: { type }, out_type: { type: 'int32' } });
  }

  cast(x: Output, from: DataType, to: DataType): Output {
    return this.node('Cast', [x], { SrcT: { type: from }, DstT: { type: to } });
  }

  /** The graph as the contents of a `saved_model.pb` (saved_model.proto, meta_graph.proto). */
  savedModel(): Encoded {
    const versions = integerField(1, PRODUCER);
    const graph = joinFields([
      ...this.#nodes.map((node) => bytesField(1, node)),
      bytesField(4, versions),
    ]);
    const meta = joinFields([bytesField(1, bytesField(4, GRAPH_TAG)), bytesField(2, graph)]);
    return joinFields([integerField(1, 1), bytesField(2, meta)]);
  }

  /** Equal constants are one node. */
  #constant(values: readonly number[], shape: readonly number[], type: 'float' | 'int32'): Output {
    const key = `${type} [${shape}] ${values}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const content = type === 'float' ? Float32Array.from(values) : Int32Array.from(values);
    const tensor = joinFields([
      integerField(1, TYPES[type]),
      bytesField(2, shapeMessage(shape)),
      bytesField(4, new Uint8Array(content.buffer)),
    ]);
    const output = this.node('Const', [], { dtype: { type }, value: { tensor } });
    this.#constants.set(key, output);
    return output;
  }
}

function attributeValue(value: Attribute): Encoded {
  if ('type' in value) return integerField(6, TYPES[value.type]);
  if ('int' in value) return integerField(3, value.int);
  if ('float' in value) return floatField(4, value.float);
  if ('bool' in value) return integerField(5, Number(value.bool));
  if ('text' in value) return bytesField(2, value.text);
  if ('shape' in value) return bytesField(7, shapeMessage(value.shape));
  if ('tensor' in value) return bytesField(8, value.tensor);
  // A list's whole numbers, field 3 of ListValue.
  return bytesField(1, joinFields(value.ints.map((int) => integerField(3, int))));
}

function shapeMessage(shape: readonly number[]): Encoded {
  return joinFields(shape.map((size) => bytesField(2, integerField(1, size))));
}
