export {
  type CachedPhotoFile,
  cachedPhotoFiles,
  clearPhotoCache,
} from './cache/cache-folder.js';
export { type DecodeOptions, decodePhoto, MAX_PIXELS } from './decode/decode-photo.js';
export {
  type ClassDescription,
  describeSource,
  type SourceDescription,
} from './describe-source.js';
export { DRAWN_SIZE, type DrawPhotoOptions, drawPhoto } from './drawn/draw-photo.js';
export { DRAWN_KINDS, type DrawnKind } from './drawn/species/index.js';
export {
  type FetchPhotosOptions,
  type FetchProgress,
  fetchPhotos,
  PHOTO_ARCHIVE_BYTES,
  PHOTO_ARCHIVE_URL,
} from './fetch/fetch-photos.js';
export { findPhotos } from './find-photos.js';
export { listPhotoFiles, type PhotoFiles } from './list-photo-files.js';
export { openPhotos } from './open-photos.js';
export {
  type DrawnSetOptions,
  type OpenPhotosOptions,
  PhotoError,
  type PhotoProgress,
  type PhotoSet,
  type RejectedPhoto,
} from './photo-set.js';
export { PHOTO_LAYOUTS, type PhotoLayout } from './source/layout.js';
export { PHOTO_EXTENSIONS } from './source/photo-path.js';
