/** Names that a person chooses from, apart from what they choose: a program offers them before it loads the rest. */

/** Files that networks are read from: HDF5 of Keras, the zip of Keras 3, safetensors of Peasy. */
export const READ_FORMATS = ['keras-hdf5', 'keras', 'safetensors'] as const;
/** One of READ_FORMATS. */
export type ReadFormat = (typeof READ_FORMATS)[number];

/** Files that networks are written as. */
export const WRITE_FORMATS = ['keras', 'onnx', 'tfjs', 'safetensors'] as const;
/** One of WRITE_FORMATS. */
export type WriteFormat = (typeof WRITE_FORMATS)[number];
