import type { Command } from 'commander';
import { addRecordOptions, printJson, type RecordOptions, withStore } from '../open-record.js';
import { formatBytes, formatCount } from '../terminal/format.js';

/** `peasy delete`, `peasy restore`, `peasy purge` */
export function addTrash(program: Command): void {
  const remove = program
    .command('delete')
    .argument('<run...>', 'runs to put into the trash')
    .description('put runs into the trash; "peasy restore" brings them back');
  addRecordOptions(remove);
  remove.action((refs: string[], flags: RecordOptions) =>
    withStore(flags, (store) => {
      const ids = refs.map((ref) => store.findRun(ref).id);
      for (const id of ids) store.trashRun(id);
      if (flags.json) printJson({ trashed: ids });
      else
        console.log(
          `In the trash: ${ids.join(', ')}. "peasy restore RUN" brings one back, "peasy purge" frees the space.`,
        );
    }),
  );

  const restore = program
    .command('restore')
    .argument('<run...>', 'runs to take out of the trash')
    .description('take runs out of the trash');
  addRecordOptions(restore);
  restore.action((refs: string[], flags: RecordOptions) =>
    withStore(flags, (store) => {
      const ids = refs.map((ref) => store.findRun(ref).id);
      for (const id of ids) store.restoreRun(id);
      if (flags.json) printJson({ restored: ids });
      else console.log(`Restored: ${ids.join(', ')}.`);
    }),
  );

  const purge = program
    .command('purge')
    .description('delete what is in the trash for good, and give its space back');
  addRecordOptions(purge);
  purge.action((flags: RecordOptions) =>
    withStore(flags, (store) => {
      const { runs, bytesFreed } = store.purgeTrash();
      if (flags.json) printJson({ runs, bytesFreed });
      else
        console.log(
          `Purged ${formatCount(runs)} ${runs === 1 ? 'run' : 'runs'}, freed ${formatBytes(bytesFreed)}.`,
        );
    }),
  );
}
