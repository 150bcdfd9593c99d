import type { Command } from 'commander';
import type { JsonFlag } from '../actions/data.js';

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
  command
    .command('cache')
    .description('list the packed photos')
    .option('--clear', 'remove them; the next run packs anew')
    .option('--json', 'print JSON, for machines')
    .action(async (flags: JsonFlag & { readonly clear?: boolean }) =>
      (await import('../actions/data.js')).showCache(flags),
    );
}
