import { parseFlag, RUN_CONFIG_FIELDS } from '@peasy/core';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { addComputeFlags } from '../compute-flags.js';
import { addRecordOptions } from '../open-record.js';
import type { ReproduceFlags } from '../reproduce/flags.js';
import { JsonReproduceReport } from '../reproduce/json-reproduce-report.js';
import { TextReproduceReport } from '../reproduce/text-reproduce-report.js';
import { StopSignals } from '../stop-signals.js';
import { tellNx } from '../tell-nx.js';

/** `peasy reproduce post` */
export function addReproduce(program: Command): void {
  const reproduce = program
    .command('reproduce')
    .description('do a published experiment again, and hold its claims to what comes');
  const command = reproduce
    .command('post')
    .description(
      'the post of 2017 that compared Dense and CNN on dogs and cats: all of it, with a report',
    )
    .option(
      '--data <path>',
      'photos: a folder or a zip (default: PEASY_DATA, then data/, else drawn ones)',
    )
    .option('--quick', '10 epochs of the 1,000 of the post: minutes, to see that it works')
    .addOption(new Option('--epochs <n>', 'so many instead').argParser(parseEpochs))
    .option(
      '--network-file <file>',
      "the published weights, my_convnet_SDG.h5 of the author's repository keras-adventures (default: that part is left out)",
    )
    .option('--photo <file>', 'a photo from outside to classify (default: one that was held out)')
    .option('--to <folder>', 'where report.html, table.md and results.json go', 'reproduction')
    .option(
      '--results <file>',
      'write the table into this Markdown file too, between its two marks of the reproduction',
    )
    .option('--strict', 'stop at the first photo that cannot be read')
    .addHelpText(
      'after',
      `
Examples:
  peasy reproduce post --quick
  peasy reproduce post --data ~/dogs-vs-cats.zip
  peasy reproduce post --data ~/dogs-vs-cats.zip --network-file my_convnet_SDG.h5

Stages that are done are not done again, and a training that was stopped goes on: after Ctrl-C, and after
kill -9, type the same command. With everything done it writes the report anew, in seconds.
docs/reproduce.md says what is measured, and how.`,
    );
  addComputeFlags(command);
  addRecordOptions(command);
  const engine = RUN_CONFIG_FIELDS.find(({ path }) => path === 'engine')!;
  command.addOption(
    new Option(`--engine <${engine.choices!.join('|')}>`, engine.help).argParser((text: string) =>
      parseFlag(engine, text),
    ),
  );
  command.action(async (flags: ReproduceFlags) => {
    const report = flags.json ? new JsonReproduceReport() : new TextReproduceReport();
    const stop = new StopSignals(() => report.stopping());
    try {
      const { reproducePost } = await import('../reproduce/reproduce-post.js');
      const isDone = await reproducePost(flags, report, stop.signal);
      if (!isDone) report.stopped();
      if (!isDone) process.exitCode = stop.exitCode;
    } catch (error) {
      if (!stop.signal.aborted || (error as Error).name !== 'AbortError') throw error;
      report.stopped();
      process.exitCode = stop.exitCode;
    } finally {
      report.close();
      stop.close();
    }
    if (stop.received) await tellNx(stop.received);
  });
}

function parseEpochs(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number of 1 and up.');
}
