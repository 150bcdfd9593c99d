export {
  type OpenPhotosOptions,
  PhotoError,
  type PhotoProgress,
  type PhotoSet,
  type RejectedPhoto,
} from './photo-set.js';
