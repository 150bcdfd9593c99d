import { NEAR_DUPLICATES } from '@peasy/core';
import type { Command } from 'commander';
import type { JsonFlag } from '../actions/data.js';
import type { DuplicateFlags } from '../actions/duplicates.js';

/** `peasy data` */
export function addPhotos(program: Command): void {
  const command = program
    .command('data')
    .argument('[path]', 'a folder or a zip (default: as for train)')
    .description('say which photos there are, fetch some, or look after the cache')
    .option('--json', 'print JSON, for machines')
    .action(async (given: string | undefined, flags: JsonFlag) =>
      (await import('../actions/data.js')).describePhotos(given, flags),
    );
  command
    .command('fetch')
    .description("download Microsoft's public cats and dogs (825 MB) into the workspace's data/")
    .action(async () => (await import('../actions/data.js')).fetchArchive());
  // `data` has --json too, and takes it before the command below it can.
  const { distance, likeness } = NEAR_DUPLICATES;
  command
    .command('duplicates')
    .description('list the pairs of photos that look alike, whatever their files')
    .option('--data <path>', 'a folder or a zip (default: as for train)')
    .option('--distance <bits>', 'bits of 63 in which perceptual hashes may differ', `${distance}`)
    .option(
      '--likeness <r>',
      'the least correlation of the photos as grey thumbnails, up to 1',
      `${likeness}`,
    )
    .option('--limit <pairs>', 'at most so many; the others are counted', '1000')
    .option('--json', 'print JSON, for machines')
    .action(async (_: DuplicateFlags, self: Command) =>
      (await import('../actions/duplicates.js')).listDuplicates(self.optsWithGlobals()),
    );
  command
    .command('cache')
    .description('list the packed photos')
    .option('--clear', 'remove them; the next run packs anew')
    .option('--json', 'print JSON, for machines')
    .action(async (_: JsonFlag, self: Command) =>
      (await import('../actions/data.js')).showCache(self.optsWithGlobals()),
    );
}
