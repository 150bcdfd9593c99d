import { resolve } from 'node:path';
import { EXPORT_FORMATS, type ExportFormat, exportRuns } from '@peasy/tracker';
import { type Command, Option } from 'commander';
import { addRecordOptions, printJson, type RecordOptions, withStore } from '../open-record.js';
import { formatCount } from '../terminal/format.js';
import { LiveLine } from '../terminal/live-line.js';

interface ExportFlags extends RecordOptions {
  readonly format: ExportFormat;
  readonly to: string;
}

/** `peasy export [RUN...] --format FORMAT --to PATH` */
export function addExport(program: Command): void {
  const command = program
    .command('export')
    .argument('[run...]', 'runs to write down (default: all that are not in the trash)')
    .description('write runs down, whole, for other tools')
    .addOption(
      new Option('--format <name>', 'how to write them').choices(EXPORT_FORMATS).default('csv'),
    )
    .requiredOption('--to <path>', 'a new folder; for json and html a new file')
    .addHelpText(
      'after',
      `
csv, parquet   runs (every column) and points, a file each
json           all of it in one file, in the words of the API; nothing is rounded
html           a page in one file: how the runs compare, to be mailed or kept
tensorboard    a folder a run with its metrics, for: tensorboard --logdir PATH

  peasy export --to sheets
  peasy export cnn dense --format html --to cnn-dense.html
  peasy export cnn dense --format tensorboard --to logs`,
    );
  addRecordOptions(command);
  command.action((refs: string[], flags: ExportFlags) =>
    withStore(flags, async (store) => {
      const named = refs.map((ref) => store.findRun(ref).id);
      const runs = refs.length > 0 ? [...new Set(named)] : store.listRuns().map(({ id }) => id);
      const line = new LiveLine(process.stderr);
      const written = await exportRuns(store, {
        ...{ runs, format: flags.format, to: resolve(flags.to) },
        onRun: (done) =>
          line.update(() => `Run ${formatCount(done)} of ${formatCount(runs.length)}`),
      });
      line.clear();
      if (flags.json) return printJson({ ...written, to: resolve(flags.to) });
      console.log(
        `Wrote ${formatCount(written.runs)} ${written.runs === 1 ? 'run' : 'runs'} with ${formatCount(written.points)} points to ${flags.to}.`,
      );
    }),
  );
}
