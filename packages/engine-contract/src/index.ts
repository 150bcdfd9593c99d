export { GOLDEN, goldenMissing, goldenNote } from './golden.js';
export { readGoldenImages } from './golden-images.js';
export { hashWeights } from './hash-weights.js';
export { type HeldMemory, heldBytes, heldMemory } from './held-memory.js';
export { type NpyArray, readNpy } from './npy.js';
export { firstIndices, randomImages, randomWeights } from './random-images.js';
export { REFERENCE_OPTIONS } from './reference-options.js';
export { readSeedCnnWeights, seedCnn } from './seed-cnn.js';
