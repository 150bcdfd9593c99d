import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { ConfigError, describeNetwork, parseRunConfig, type RunConfig } from '@peasy/core';
import type { NetworkFile } from '@peasy/formats';
import { readNetworkApart } from '@peasy/formats/node';
import { type ImportedNetwork, importNetwork, openStore, type Store } from '@peasy/tracker';
import { EXIT } from '../exit-codes.js';
import { printJson, type RecordOptions } from '../open-record.js';
import { formatCount } from '../terminal/format.js';
import { UserError } from '../user-error.js';
import { databaseFile, findWorkspace } from '../workspace.js';

/** Flags of `peasy import FILE` for a network. */
export interface NetworkFlags extends RecordOptions {
  readonly experiment?: string;
  readonly name?: string;
  readonly classes?: string;
  readonly fit?: RunConfig['data']['fit'];
  readonly flip?: boolean;
}

/** Larger files than this are no network that is trained here. */
const MOST_BYTES = 2 ** 31;

/** Reads another program's network and writes it as a run; the record is opened only once it is read. */
export async function importNetworkFile(file: string, flags: NetworkFlags): Promise<void> {
  const run = await readNetworkRun(file, flags);
  const store = openStore({ file: databaseFile(findWorkspace(), flags.db) });
  try {
    report(store, run, flags);
  } finally {
    store.close();
  }
}

/** A network of a file, and what the run is that it becomes. */
export interface ReadRun {
  readonly read: NetworkFile;
  readonly classes: readonly string[];
  readonly config: RunConfig;
  readonly sha256: string;
  readonly file: string;
}

/** Reads another program's network. @throws UserError for a file that is not there, too large, or no run here. */
export async function readNetworkRun(file: string, flags: NetworkFlags): Promise<ReadRun> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) {
    throw new UserError(`Expected the file of a network at ${file}, and there is none.`);
  }
  if (found.size > MOST_BYTES) {
    const sizes = `at most ${formatCount(MOST_BYTES)} bytes, got ${formatCount(found.size)}`;
    throw new UserError(`Expected a file of ${sizes} in ${file}.`);
  }
  const bytes = readFileSync(file);
  const read = await readNetworkApart(bytes, { flip: flags.flip });
  const classes = classNames(read, flags.classes);
  const config = configOf(read, classes, flags);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { read, classes, config, sha256, file };
}

function report(store: Store, run: ReadRun, flags: NetworkFlags): void {
  const { read, classes } = run;
  const { origin, network } = read;
  const { parameters } = describeNetwork(network);
  const imported = writeNetworkRun(store, run, flags);
  if (flags.json) {
    printJson({ ...imported, classes, parameters, origin });
    return;
  }
  const { id, name, alreadyHere } = imported;
  if (alreadyHere) {
    const words =
      alreadyHere === 'trash'
        ? 'in the trash: purge it (peasy purge) to import it anew'
        : 'here already';
    console.log(`Run ${id} is ${words}.`);
    return;
  }
  console.log(
    `Imported ${run.file} of ${origin.program} as run ${name} (${id}): ${network.layers.length} layers, ${formatCount(parameters)} parameters, classes ${classes.join(', ')}.`,
  );
  for (const note of origin.notes) console.log(note);
  if (!read.classes && !flags.classes) {
    console.log(
      'The file does not name its classes, and photos are told by them: name them in the order of the outputs with --classes a,b to import it with them.',
    );
  }
}

/** Writes a network that was read as a run; the same file, read in the same way, is the same run. */
export function writeNetworkRun(store: Store, run: ReadRun, flags: NetworkFlags): ImportedNetwork {
  const { read, classes, config, sha256, file } = run;
  const { network, weights, origin } = read;
  const { parameters, multiplyAdds } = describeNetwork(network);
  const kernels = origin.flipped ? 'turned by 180 degrees' : 'as in the file';
  const { fit, size } = config.data;
  const { experiment = 'imported', name = basename(file, extname(file)) } = flags;
  const identity = JSON.stringify([sha256, origin.flipped, classes, fit]);
  return importNetwork(store, {
    ...{ experiment, name, network, weights, parameters, multiplyAdds, classes },
    id: createHash('sha256').update(identity).digest('hex').slice(0, 32),
    note: [
      `Imported from ${basename(file)}, written by ${origin.program}${origin.backend ? ` on ${origin.backend}` : ''}. What it was trained on, and how, is not known here.`,
      ...origin.notes,
    ].join(' '),
    params: new Map([
      ['network', { kind: 'string', value: JSON.stringify(network.layers) }],
      ['data.size', { kind: 'number', value: String(size) }],
      ['data.fit', { kind: 'string', value: fit }],
      ['data.classes', { kind: 'string', value: classes.join(',') }],
    ]),
    tags: new Map([
      ['imported', origin.program],
      ['kernels', kernels],
    ]),
    environment: {
      importedFrom: basename(file),
      importedSha256: sha256,
      importedFormat: origin.format,
      importedProgram: origin.program,
      importedBackend: origin.backend ?? null,
      importedChannels: origin.channels,
      importedKernels: kernels,
    },
  });
}

/** Names of the outputs: those of the flag, those of the file, or numbers. */
function classNames({ network, classes }: NetworkFile, flag: string | undefined): string[] {
  const outputs = describeNetwork(network).classes;
  const told = flag?.split(',').map((name) => name.trim()) ?? classes;
  if (!told || told.length === 0) return Array.from({ length: outputs }, (_, i) => `class ${i}`);
  if (told.length === outputs && told.every((name) => name !== '')) return [...told];
  throw new UserError(
    `Expected ${outputs} names of classes, one for each output of the network, got ${told.join(', ')}.`,
    flag === undefined ? EXIT.failed : EXIT.usage,
  );
}

/** The config that a run of the network has, as far as it is known. */
function configOf(
  { network }: NetworkFile,
  classes: readonly string[],
  { fit = 'squash' }: NetworkFlags,
): RunConfig {
  const [height, width, channels] = network.input;
  if (height !== width || channels !== 3) {
    throw new UserError(
      `Expected a network that takes squares of three colours, as photos are decoded here, got one for ${height} x ${width} x ${channels}.`,
    );
  }
  try {
    return parseRunConfig({ network: network.layers, data: { size: height, fit, classes } });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new UserError(`The network of the file cannot be a run here: ${error.message}`);
  }
}
