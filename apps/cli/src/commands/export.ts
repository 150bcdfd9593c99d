import { resolve } from 'node:path';
import { WRITE_FORMATS, type WriteFormat } from '@peasy/formats/choices';
import type { Store } from '@peasy/tracker';
import { EXPORT_FORMATS, type ExportFormat } from '@peasy/tracker/choices';
import { type Command, Option } from 'commander';
import { EXIT } from '../exit-codes.js';
import { addRecordOptions, printJson, type RecordOptions, withStore } from '../open-record.js';
import { formatCount } from '../terminal/format.js';
import { LiveLine } from '../terminal/live-line.js';
import { UserError } from '../user-error.js';
import { SNAPSHOT_HELP } from '../words.js';

interface ExportFlags extends RecordOptions {
  readonly format: ExportFormat | WriteFormat;
  readonly to?: string;
  readonly snapshot: string;
}

/** `peasy export [RUN...] --format FORMAT --to PATH` */
export function addExport(program: Command): void {
  const command = program
    .command('export')
    .argument('[run...]', 'runs to write down (default: all that are not in the trash)')
    .description('write runs down, whole, for other tools')
    .addOption(
      new Option('--format <name>', 'how to write them')
        .choices([...EXPORT_FORMATS, ...WRITE_FORMATS])
        .default('csv'),
    )
    .option(
      '--to <path>',
      'a new folder; for json, html and networks a new file (networks: by default named after the run, here)',
    )
    .option('--snapshot <which>', `of a network, its ${SNAPSHOT_HELP}`, 'last')
    .addHelpText(
      'after',
      `
csv, parquet   runs (every column) and points, a file each
json           all of it in one file, in the words of the API; nothing is rounded
html           a page in one file: how the runs compare, to be mailed or kept
tensorboard    a folder a run with its metrics, for: tensorboard --logdir PATH

Of one run its network, with the weights of a snapshot:

keras          a .keras file, for Keras 3
onnx           for ONNX Runtime and others
tfjs           a folder with model.json and weights.bin, for TensorFlow.js
safetensors    the weights by name

  peasy export --to sheets
  peasy export cnn dense --format html --to cnn-dense.html
  peasy export cnn dense --format tensorboard --to logs
  peasy export cnn --format keras --snapshot best`,
    );
  addRecordOptions(command);
  command.action((refs: string[], flags: ExportFlags) =>
    withStore(flags, async (store) => {
      const { format, to, ...rest } = flags;
      if (isNetworkFormat(format)) {
        const { exportNetwork } = await import('../actions/export-network.js');
        return exportNetwork(store, oneOf(refs, format), { ...rest, format, to });
      }
      if (to === undefined) {
        throw new UserError('Expected --to PATH: where the export is to be.', EXIT.usage);
      }
      await exportWhole(store, refs, { ...rest, format, to: resolve(to) });
    }),
  );
}

function isNetworkFormat(format: ExportFlags['format']): format is WriteFormat {
  return WRITE_FORMATS.some((name) => name === format);
}

function oneOf(refs: readonly string[], format: WriteFormat): string {
  const [ref] = refs;
  if (ref !== undefined && refs.length === 1) return ref;
  throw new UserError(`Expected one run for --format ${format}, got ${refs.length}.`, EXIT.usage);
}

interface WholeFlags extends RecordOptions {
  readonly format: ExportFormat;
  readonly to: string;
}

async function exportWhole(store: Store, refs: string[], flags: WholeFlags): Promise<void> {
  const { format, to, json } = flags;
  const named = refs.map((ref) => store.findRun(ref).id);
  const runs = refs.length > 0 ? [...new Set(named)] : store.listRuns().map(({ id }) => id);
  const line = new LiveLine(process.stderr);
  const { exportRuns } = await import('@peasy/tracker');
  const written = await exportRuns(store, {
    ...{ runs, format, to },
    onRun: (done) => line.update(() => `Run ${formatCount(done)} of ${formatCount(runs.length)}`),
  });
  line.clear();
  if (json) return printJson({ ...written, to });
  console.log(
    `Wrote ${formatCount(written.runs)} ${written.runs === 1 ? 'run' : 'runs'} with ${formatCount(written.points)} points to ${to}.`,
  );
}
