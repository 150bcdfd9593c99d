import type { Command } from 'commander';
import type { PredictFlags } from '../actions/predict.js';
import { addLookFlags } from '../compute-flags.js';
import { addRecordOptions } from '../open-record.js';
import { SNAPSHOT_HELP } from '../words.js';

/** `peasy predict RUN PHOTO...` */
export function addPredict(program: Command): void {
  const command = program
    .command('predict')
    .argument('<run>', 'an id, a unique beginning of one, a name, or latest')
    .argument('<photo...>', 'photos, or folders of them')
    .description("ask a run's network what is on photos")
    .option('--snapshot <which>', SNAPSHOT_HELP, 'last');
  addLookFlags(command);
  addRecordOptions(command);
  command.action(async (ref: string, photos: string[], flags: PredictFlags) => {
    const { predictPhotos } = await import('../actions/predict.js');
    await predictPhotos(ref, photos, flags);
  });
}
