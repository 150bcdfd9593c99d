export { FormatError } from './format-error.js';
export {
  type NetworkFile,
  type NetworkToWrite,
  type Origin,
  READ_FORMATS,
  type ReadFormat,
  type ReadOptions,
  type WrittenFile,
} from './network-file.js';
export { readNetwork, recogniseNetwork } from './read-network.js';
export { WRITE_FORMATS, type WriteFormat, writeNetwork } from './write-network.js';
