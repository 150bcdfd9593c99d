/**
 * What the page reads to look inside a run's network.
 *
 * GET /api/snapshots/:id/weights                 -> PackedWeights, then float32 values of each tensor
 * GET /api/runs/:ref/photos[?role=test&label=0&offset=0&limit=200]     -> PhotoList
 * GET /api/runs/:ref/photos/progress            -> PhotoProgress
 * GET /api/runs/:ref/photos/pixels?index=3,17 (or role, label as above)  -> PackedPhotos, then uint8 pixels of each photo
 *     A packed answer begins with 4 bytes, the length of its JSON (little-endian), and that JSON,
 *     filled up with spaces so that what follows begins at a multiple of 8 bytes.
 */

/** What a photo was to a run. */
export type PhotoRole = 'train' | 'validation' | 'test';

/** Tensors in the order in which their values follow. */
export interface PackedWeights {
  readonly snapshot: string;
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** One photo of a set. */
export interface PhotoRow {
  /** Its place in the set. */
  readonly index: number;
  /** Within its folder or zip. */
  readonly path: string;
  /** Its class. */
  readonly label: number;
  /** What it was to the run; null: nothing that the run recorded. */
  readonly role: PhotoRole | null;
  /** Whether the run trained on it: a test photo that it has seen is none. */
  readonly trained: boolean;
  /** SHA-256 of its file, hex. */
  readonly hash: string;
}

/** Some photos of a run's set. */
export interface PhotoList {
  /** Name of the set. */
  readonly set: string;
  /** Whether every photo that the run recorded is there. */
  readonly isSame: boolean;
  /** Height, width, channels: what its network takes. */
  readonly shape: readonly [number, number, number];
  /** How many there are of what was asked for. */
  readonly total: number;
  readonly photos: readonly PhotoRow[];
}

/** How far the server is with photos that it decodes, because nothing has decoded them before. */
export interface PhotoProgress {
  /** null: it decodes none of this run's now. */
  readonly progress: {
    /** First they are listed, then decoded; where there are none, they are drawn. */
    readonly stage: 'scan' | 'decode' | 'draw';
    /** Photos. */
    readonly done: number;
    readonly total: number;
  } | null;
}

/** Photos whose pixels follow, in this order. */
export interface PackedPhotos {
  readonly shape: readonly [number, number, number];
  readonly photos: readonly PhotoRow[];
}
