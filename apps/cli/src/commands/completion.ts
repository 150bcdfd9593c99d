import type { Command } from 'commander';
import { bashCompletion, fishCompletion, zshCompletion } from '../completion-scripts.js';
import { EXIT } from '../exit-codes.js';
import { UserError } from '../user-error.js';

const SCRIPTS: Readonly<Record<string, (program: Command) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** `peasy completion SHELL` */
export function addCompletion(program: Command): void {
  const shells = Object.keys(SCRIPTS);
  program
    .command('completion')
    .argument('<shell>', shells.join(', '))
    .description('print a completion script for a shell')
    .addHelpText(
      'after',
      `
Examples:
  bash:  source <(peasy completion bash)
  zsh:   source <(peasy completion zsh)
  fish:  peasy completion fish | source`,
    )
    .action((shell: string) => {
      const script = SCRIPTS[shell];
      if (!script) {
        throw new UserError(`Expected a shell of ${shells.join(', ')}, got ${shell}.`, EXIT.usage);
      }
      process.stdout.write(script(program));
    });
}
