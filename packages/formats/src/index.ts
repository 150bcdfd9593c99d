export * from './choices.js';
export { FormatError } from './format-error.js';
export type {
  NetworkFile,
  NetworkToWrite,
  Origin,
  ReadOptions,
  WrittenFile,
} from './network-file.js';
export { readNetwork, recogniseNetwork } from './read-network.js';
export { writeNetwork } from './write-network.js';
