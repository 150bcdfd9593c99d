/** Bytes of the sums of one window of the pool: four pixels, eight filters. */
export const WINDOW: usize = 128;
/** Taps of the kernel in a line. */
export const KERNEL_SIZE: i32 = 3;
