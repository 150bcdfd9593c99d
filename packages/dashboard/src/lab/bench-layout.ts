/** How a bench is laid out: tight with the products below, two pictures beside each other, or all three. */
export type BenchLayout = 'close' | 'beside' | 'three';

/** Narrowest benches of the wider layouts, in pixels. */
const BESIDE = 640;
const THREE = 1080;
/** Width of the products. */
const PRODUCTS = 540;
/** How wide pictures are. */
const MOST_BESIDE = 320;
const LEAST_OF_THREE = 288;
const MOST_OF_THREE = 480;

/** @param room width of the bench, in pixels. */
export function benchLayout(room: number): {
  readonly layout: BenchLayout;
  /** As wide as a picture may be. */
  readonly width: number;
} {
  if (room < BESIDE) return { layout: 'close', width: Math.max(0, Math.floor((room - 10) / 2)) };
  if (room < THREE) {
    return { layout: 'beside', width: Math.min(MOST_BESIDE, Math.floor((room - 22) / 2)) };
  }
  const share = Math.floor((room - 44 - PRODUCTS) / 2);
  return { layout: 'three', width: Math.max(LEAST_OF_THREE, Math.min(MOST_OF_THREE, share)) };
}
