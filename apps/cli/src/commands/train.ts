import { ENGINE_NAMES } from '@peasy/core';
import type { Command } from 'commander';
import { addComputeFlags } from '../compute-flags.js';
import { addConfigFlags } from '../config-flags.js';
import { EXIT } from '../exit-codes.js';
import { addRecordOptions } from '../open-record.js';
import { addServerFlags } from '../server-flags.js';
import { StopSignals } from '../stop-signals.js';
import { tellNx } from '../tell-nx.js';
import { JsonTrainReport } from '../terminal/json-train-report.js';
import { TextTrainReport } from '../terminal/text-train-report.js';
import type { TrainFlags } from '../training-session.js';

/** `peasy train` */
export function addTrain(program: Command): void {
  const command = program
    .command('train')
    .description('train a network on photos, and record the run')
    .option('--config <name>', 'a config of configs/, or the path of one', 'cnn')
    .option(
      '--data <path>',
      'photos: a folder or a zip (default: PEASY_DATA, then data/, else drawn ones)',
    )
    .option('--name <name>', 'name of the run (default: the name of the config)')
    .option(
      '--resume <run>',
      'go on with a run that was stopped: an id, a prefix, a name, or latest',
    )
    .option('--strict', 'stop at the first photo that cannot be read')
    .addHelpText(
      'after',
      `
Examples:
  peasy train --config cnn
  peasy train --config dense --data ~/photos.zip --epochs 5 --optimizer.learningRate 0.02
  peasy train --resume latest
  peasy train --server http://10.0.0.5:5050 --token TOKEN

Engines: ${ENGINE_NAMES.join(', ')}; "peasy doctor" says which can run here.`,
    );
  addComputeFlags(command);
  addRecordOptions(command);
  addServerFlags(
    command,
    'report to this Peasy server instead of a database here; what it does not have yet is kept (peasy sync)',
  );
  const given = addConfigFlags(command);
  command.action(async (flags: TrainFlags) => {
    const report = flags.json ? new JsonTrainReport() : new TextTrainReport(flags);
    const stop = new StopSignals(() => report.stopping());
    try {
      const { TrainingSession } = await import('../training-session.js');
      const session = new TrainingSession(flags, given, report, stop.signal);
      const { status } = await session.run();
      if (status === 'failed') process.exitCode = EXIT.failed;
      if (status === 'interrupted') process.exitCode = stop.exitCode;
    } catch (error) {
      if (!stop.signal.aborted || (error as Error).name !== 'AbortError') throw error;
      // Stopped before the first step: there is no run to keep.
      process.exitCode = stop.exitCode;
    } finally {
      report.close();
      stop.close();
    }
    if (stop.received) await tellNx(stop.received);
  });
}
