import type { Command } from 'commander';
import { addRecordOptions, type RecordOptions } from '../open-record.js';

/** `peasy doctor` */
export function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('look at what Peasy stands on: Node, cores, engines, database, cache, disk');
  addRecordOptions(command);
  command.action(async (flags: RecordOptions) => {
    const { examine } = await import('../actions/doctor.js');
    await examine(flags);
  });
}
