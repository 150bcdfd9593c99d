import { openPhotos } from '../open-photos.js';

// Run by tests as a process of its own, to be killed or to race: node ... build-cache.ts SOURCE CACHE SIZE
const [source, cacheFolder, size] = process.argv.slice(2);
const photos = await openPhotos({
  source,
  cacheFolder,
  size: Number(size),
  fit: 'squash',
  classes: [],
  strict: false,
});
process.stdout.write(JSON.stringify({ digest: photos.digest, cached: photos.cached }));
