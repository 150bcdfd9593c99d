import { type Command, Option } from 'commander';
import type { EvaluateFlags } from '../actions/evaluate.js';
import { addLookFlags } from '../compute-flags.js';
import { addRecordOptions } from '../open-record.js';
import { SNAPSHOT_HELP } from '../words.js';

/** `peasy evaluate RUN --data PATH` */
export function addEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .argument('<run>', 'an id, a unique beginning of one, a name, or latest')
    .description("measure a run's network on photos: accuracy with its interval, confusion")
    .option(
      '--data <path>',
      'photos: a folder or a zip, one class a folder (default: as for train)',
    )
    .option('--snapshot <which>', SNAPSHOT_HELP, 'last')
    .addOption(
      new Option('--role <role>', 'only the photos that had this role in the run').choices([
        'train',
        'validation',
        'test',
      ]),
    )
    .option('--strict', 'stop at the first photo that cannot be read');
  addLookFlags(command);
  addRecordOptions(command);
  command.action(async (ref: string, flags: EvaluateFlags) => {
    const { evaluateRun } = await import('../actions/evaluate.js');
    await evaluateRun(ref, flags);
  });
}
