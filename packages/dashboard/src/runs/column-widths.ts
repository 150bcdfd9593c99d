/** Pixels of "0.8985 ± 0.0094 n = 4,000". */
export const ACCURACY_WIDTH = 152;
/** Pixels of "@1,000" behind a best value. */
export const EPOCH_WIDTH = 38;
/** Pixels of "leaks" behind a value of photos that were trained on. */
export const LEAK_WIDTH = 32;
