import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addAnnotate } from './commands/annotate.js';
import { addBackup } from './commands/backup.js';
import { addCompletion } from './commands/completion.js';
import { addPhotos } from './commands/data.js';
import { addDoctor } from './commands/doctor.js';
import { addEvaluate } from './commands/evaluate.js';
import { addExport } from './commands/export.js';
import { addImport } from './commands/import.js';
import { addInstall } from './commands/install.js';
import { addPredict } from './commands/predict.js';
import { addRetention } from './commands/prune.js';
import { addQuery } from './commands/query.js';
import { addReproduce } from './commands/reproduce.js';
import { addRuns } from './commands/runs.js';
import { addServe } from './commands/serve.js';
import { addShow } from './commands/show.js';
import { addSync } from './commands/sync.js';
import { addToken } from './commands/token.js';
import { addTrain } from './commands/train.js';
import { addTrash } from './commands/trash.js';
import { addVerifyConvolution } from './commands/verify-convolution.js';
import { EXIT_CODES_HELP } from './exit-codes.js';

/** The whole command line of `peasy`. */
export function createProgram(): Command {
  const program = new Command('peasy')
    .description('Train image networks, record every run, look inside.')
    .version(packageVersion(), '-V, --version')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      `
RUN is an id, a unique beginning of one, a name, or latest.

${EXIT_CODES_HELP}`,
    );
  inherit(program);
  for (const add of [
    addTrain,
    addRuns,
    addShow,
    addQuery,
    addEvaluate,
    addPredict,
    addVerifyConvolution,
    addReproduce,
    addServe,
    addPhotos,
    addDoctor,
    addInstall,
    addAnnotate,
    addTrash,
    addRetention,
    addBackup,
    addExport,
    addImport,
    addToken,
    addSync,
    addCompletion,
  ]) {
    add(program);
  }
  for (const command of program.commands) inherit(command);
  return program;
}

/** Errors are thrown to main, which knows the exit codes; a mistyped command or flag gets a suggestion and a way on. */
function inherit(command: Command): void {
  command
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('(--help shows all options)');
  for (const inner of command.commands) inherit(inner);
}

function packageVersion(): string {
  const file = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
