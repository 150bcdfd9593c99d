/** Which photos a curve was measured on. */
export const ROLES = ['train', 'validation'] as const;
export type Role = (typeof ROLES)[number];

/** One metric of one run over its epochs, as a chart draws it. x rises; y may hold NaN and ±Infinity. */
export interface Curve {
  readonly run: string;
  readonly role: Role;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Epoch of each point, whatever x is. */
  readonly epoch: readonly number[];
}

/** Series of the trainer that a chart shows, by the photos they were measured on. */
export const CURVE_KEYS = {
  loss: { train: 'loss', validation: 'valLoss' },
  accuracy: { train: 'accuracy', validation: 'valAccuracy' },
} as const;

/** Place of the first point at which a curve is no number, or -1. */
export function firstNotFinite(curve: Curve): number {
  return curve.y.findIndex((value) => !Number.isFinite(value));
}

/** Place of the last point at or before x, or -1. */
export function placeAt(curve: Curve, x: number): number {
  return curve.x.findLastIndex((value) => value <= x);
}
