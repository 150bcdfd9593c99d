import { resolve } from 'node:path';
import type { Command } from 'commander';
import { addRecordOptions, printJson, type RecordOptions, withStore } from '../open-record.js';
import { formatBytes, formatCount } from '../terminal/format.js';

/** `peasy backup FILE` */
export function addBackup(program: Command): void {
  const command = program
    .command('backup')
    .argument('<file>', 'a new file: backup.db gets its artifacts in backup-artifacts beside it')
    .description('copy the database as it is now, with its artifacts, while runs go on')
    .addHelpText(
      'after',
      `
The copy is checked before it gets its name, and is a database like any other:
  peasy backup /backups/monday.db
  peasy runs --db /backups/monday.db
To restore it, put it with its artifacts folder where the old ones were, while no peasy runs.`,
    );
  addRecordOptions(command);
  command.action((file: string, flags: RecordOptions) =>
    withStore(flags, (store) => {
      const copied = store.backUp(resolve(file));
      if (flags.json) return printJson(copied);
      const { bytes, runs, artifacts, artifactBytes } = copied;
      console.log(
        `Copied ${formatCount(runs)} ${runs === 1 ? 'run' : 'runs'} to ${copied.file}: ${formatBytes(bytes)}, and ${formatCount(artifacts)} ${artifacts === 1 ? 'artifact' : 'artifacts'} of ${formatBytes(artifactBytes)}.`,
      );
    }),
  );
}
