import type { Command, Option } from 'commander';

/** Commands whose first argument is a run. */
function takesRun(command: Command): boolean {
  return command.registeredArguments.some((argument) => argument.name() === 'run');
}

function flags(command: Command): Option[] {
  return command.options.filter(({ hidden, long }) => !hidden && long);
}

/** The names of runs, from the database itself; silent where there is none. */
const RUN_NAMES = 'peasy query "select name from runs_overview" --csv 2>/dev/null | tail -n +2';
const CONFIG_NAMES = 'ls configs 2>/dev/null | sed -n "s/\\.json$//p"';

/** A completion script for bash, made from the program itself. */
export function bashCompletion(program: Command): string {
  const cases = program.commands.map((command) => {
    const words = [
      ...flags(command).map(({ long }) => long),
      ...command.commands.map((inner) => inner.name()),
    ].join(' ');
    const runs = takesRun(command) ? ` $(${RUN_NAMES})` : '';
    return `    ${command.name()}) words="${words}${runs}" ;;`;
  });
  return `# bash completion for peasy
_peasy() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words
  case "$previous" in
    --config) COMPREPLY=($(compgen -W "$(${CONFIG_NAMES})" -- "$current") $(compgen -f -- "$current")); return ;;
    --resume) COMPREPLY=($(compgen -W "latest $(${RUN_NAMES})" -- "$current")); return ;;
    --data|--db) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) words="${program.commands.map((command) => command.name()).join(' ')} --help --version" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _peasy peasy
`;
}

/** For zsh: its bash emulation runs the same script. */
export function zshCompletion(program: Command): string {
  return `# zsh completion for peasy
autoload -U +X compinit && compinit -u
autoload -U +X bashcompinit && bashcompinit
${bashCompletion(program)}`;
}

/** A completion script for fish. */
export function fishCompletion(program: Command): string {
  const lines = program.commands.flatMap((command) => {
    const seen = `__fish_seen_subcommand_from ${command.name()}`;
    return [
      `complete -c peasy -f -n __fish_use_subcommand -a ${command.name()} -d ${quote(command.description())}`,
      ...flags(command).map(
        ({ long, description }) =>
          `complete -c peasy -n '${seen}' -l ${long!.slice(2)} -d ${quote(description)}`,
      ),
      ...(takesRun(command) ? [`complete -c peasy -n '${seen}' -a '(${RUN_NAMES})'`] : []),
    ];
  });
  return `# fish completion for peasy\n${lines.join('\n')}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
