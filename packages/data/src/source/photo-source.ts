import type { PhotoProgress, RejectedPhoto } from '../photo-set.js';

/** A file that looks like a photo by its name. */
export interface SourceFile {
  /** Relative, with "/" between its parts. */
  readonly path: string;
  /** Size before decoding, as the folder or the archive's directory says. */
  readonly bytes: number;
  /** @throws BrokenPhotoError when the file cannot be read whole. */
  read(): Promise<Uint8Array>;
}

/** How a source is asked for fingerprints. */
export interface FingerprintOptions {
  readonly cacheFolder: string;
  readonly onProgress?: (progress: PhotoProgress) => void;
  readonly signal?: AbortSignal;
}

/** Where photos come from: a folder, a zip, or Peasy's own drawings. */
export interface PhotoSource {
  readonly kind: 'folder' | 'zip' | 'drawn';
  /** Base name of the folder or zip, or "drawn". */
  readonly name: string;
  readonly files: readonly SourceFile[];
  /** Photos that must not be read, such as those whose path climbs out. */
  readonly rejected: readonly RejectedPhoto[];
  /** A text for each file that changes when its content does, found without decoding. */
  fingerprints(
    files: readonly SourceFile[],
    options: FingerprintOptions,
  ): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * The largest file that is read into memory as a photo: 256 MiB, room for 40 megapixels of
 * uncompressed 16-bit colour.
 */
export const MAX_PHOTO_BYTES = 256 * 2 ** 20;

/** One photo that cannot be used; the message is the reason, without the path. */
export class BrokenPhotoError extends Error {
  override name = 'BrokenPhotoError';
}
