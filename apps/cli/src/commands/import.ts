import { FITS } from '@peasy/core';
import type { Imported } from '@peasy/tracker';
import { IMPORT_FORMATS, type ImportFormat } from '@peasy/tracker/choices';
import { type Command, Option } from 'commander';
import type { NetworkFlags } from '../actions/import-network.js';
import { isNetwork, NETWORK_SOURCES } from '../network-source.js';
import { addRecordOptions, printJson } from '../open-record.js';
import { StopSignals } from '../stop-signals.js';
import { formatCount } from '../terminal/format.js';
import { LiveLine } from '../terminal/live-line.js';
import { databaseFile, findWorkspace, resolveFrom } from '../workspace.js';

interface ImportFlags extends NetworkFlags {
  readonly from?: ImportFormat | (typeof NETWORK_SOURCES)[number];
  readonly token?: string;
  readonly artifacts?: string;
}

/** `peasy import SOURCE [--from FORMAT]` */
export function addImport(program: Command): void {
  const command = program
    .command('import')
    .argument('<source>', 'an address (http://...), a file, or a folder')
    .description('bring runs over from MLflow, TensorBoard, CSV or JSON, and networks from Keras')
    .addOption(
      new Option('--from <format>', 'what the source is (default: what it looks like)').choices([
        ...IMPORT_FORMATS,
        ...NETWORK_SOURCES,
      ]),
    )
    .option(
      '--experiment <name>',
      'put the runs into this experiment (default: as the source says)',
    )
    .option('--name <name>', 'name of the run, where the source has one')
    .option('--token <token>', 'for an MLflow server (default: MLFLOW_TRACKING_TOKEN)')
    .option('--artifacts <folder>', 'where the artifacts of an MLflow file are')
    .option('--classes <names>', "a network's classes in the order of its outputs: dog,cat")
    .addOption(
      new Option('--fit <how>', "how photos become a network's squares (default: squash)").choices(
        FITS,
      ),
    )
    .option(
      '--flip',
      "turn a network's kernels by 180 degrees (default: where its backend convolves)",
    )
    .option('--no-flip', 'leave them as they are in the file')
    .addHelpText(
      'after',
      `
mlflow        a server, this or another Peasy's among them, or its SQLite file (mlflow.db)
tensorboard   a folder with event files, or one of them: scalars and hparams
csv           of "peasy export", or a table with a column a metric and one of steps or epochs
json          of "peasy export"
keras         a network that Keras 1, 2 or 3 saved (.h5, .keras), as a run with its weights
safetensors   a network of "peasy export --format safetensors"

  peasy import http://127.0.0.1:5000
  peasy import mlflow.db
  peasy import logs --experiment cats
  peasy import history.csv --name cnn
  peasy import my_convnet_SDG.h5 --classes dog,cat

Each run comes whole or not at all. One that is here already is left as it is, so an import that was
stopped goes on when it is started again. docs/import-export.md says what comes over,
docs/formats.md which networks.`,
    );
  addRecordOptions(command);
  command.action(runImport);
}

async function runImport(source: string, flags: ImportFlags): Promise<void> {
  const workspace = findWorkspace();
  const { from, ...networkFlags } = flags;
  const path = resolveFrom(workspace, source);
  if (await isNetwork(path, from)) {
    const { importNetworkFile } = await import('../actions/import-network.js');
    return importNetworkFile(path, networkFlags);
  }
  const format = from as ImportFormat | undefined;
  const line = new LiveLine(process.stderr);
  const signals = new StopSignals(() => line.print('Stopping after what is whole...'));
  const { importRuns, openStore } = await import('@peasy/tracker');
  const store = openStore({ file: databaseFile(workspace, flags.db) });
  try {
    const imported = await importRuns(store, {
      source: /^https?:/i.test(source) ? source : path,
      ...{ format, experiment: flags.experiment, name: flags.name },
      artifacts: flags.artifacts && resolveFrom(workspace, flags.artifacts),
      signal: signals.signal,
      token: flags.token ?? process.env.MLFLOW_TRACKING_TOKEN,
      onProgress: ({ runs, points }) =>
        line.update(() => `${count(runs, 'run')}, ${count(points, 'point')} read`),
    });
    line.clear();
    if (flags.json) printJson(imported);
    else printImported(imported, source);
    if (imported.stopped) process.exitCode = signals.exitCode;
  } finally {
    line.clear();
    signals.close();
    store.close();
  }
}

function printImported(imported: Imported, source: string): void {
  const { runs, points, experiments, files, models, registeredModels } = imported;
  const parts = [
    `${count(runs, 'run')} with ${count(points, 'point')}`,
    ...(experiments > 0 ? [count(experiments, 'experiment')] : []),
    ...(files > 0 ? [count(files, 'file')] : []),
    ...(models > 0 ? [count(models, 'logged model')] : []),
    ...(registeredModels > 0 ? [count(registeredModels, 'registered model')] : []),
  ];
  console.log(`Imported ${parts.join(', ')} from ${source}.`);
  const { alreadyHere, alreadyInTrash } = imported;
  if (alreadyHere > 0) {
    const trash =
      alreadyInTrash > 0
        ? `, ${formatCount(alreadyInTrash)} in the trash: purge it (peasy purge) to import them anew`
        : '';
    console.log(`${count(alreadyHere, 'run')} of it ${was(alreadyHere)} here already${trash}.`);
  }
  for (const { from, to } of imported.renamed.slice(0, SHOWN)) {
    console.log(`The name ${from} is taken: the run is ${to} here.`);
  }
  const more = imported.renamed.length - SHOWN;
  if (more > 0) console.log(`So it is for ${formatCount(more)} more.`);
  const leftOut = Object.entries(imported.leftOut);
  if (leftOut.length > 0) {
    const list = leftOut.map(([what, number]) => `${what} (${formatCount(number)})`).join(', ');
    console.log(`Left out: ${list}.`);
  }
  for (const note of imported.notes) console.log(note);
  if (imported.stopped) {
    console.log('Stopped. What is here is whole; the same command brings the rest.');
  }
}

/** Names that are listed one by one. */
const SHOWN = 5;

function count(number: number, what: string): string {
  return `${formatCount(number)} ${what}${number === 1 ? '' : 's'}`;
}

function was(number: number): string {
  return number === 1 ? 'was' : 'were';
}
