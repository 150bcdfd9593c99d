import { type ConfigField, parseFlag, RUN_CONFIG_FIELDS } from '@peasy/core';
import { type Command, Option } from 'commander';

/** The values that flags gave, by config path. */
export type GivenValues = ReadonlyMap<string, unknown>;

/**
 * Adds a flag for every value of a run's config: `--optimizer.learningRate 0.02`, with
 * `--batch-size` and `--batchSize` for what has no dot.
 */
export function addConfigFlags(command: Command): GivenValues {
  const given = new Map<string, unknown>();
  for (const field of RUN_CONFIG_FIELDS) {
    for (const [i, flag] of flagsOf(field).entries()) {
      const option = new Option(flag, describe(field));
      option.argParser((text: string) => {
        const value = parseFlag(field, text);
        given.set(field.path, value);
        return value;
      });
      if (field.type === 'boolean') option.preset('true');
      if (i > 0) option.hideHelp();
      option.helpGroup('Every value of the config:');
      command.addOption(option);
    }
  }
  return given;
}

function flagsOf(field: ConfigField): string[] {
  const dashed = field.path.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const names = dashed === field.path ? [field.path] : [dashed, field.path];
  // Commander asks for the value of `--keep-going` only where one is given.
  const value = field.type === 'boolean' ? ' [value]' : ` <${valueName(field)}>`;
  const shown = field.path.includes('.') ? names.reverse() : names;
  return shown.map((name) => `--${name}${value}`);
}

function valueName(field: ConfigField): string {
  if (field.choices && field.choices.length <= 4) return field.choices.join('|');
  return field.type === 'integer' ? 'n' : field.type === 'number' ? 'x' : 'value';
}

function describe(field: ConfigField): string {
  return field.choices && field.choices.length > 4
    ? `${field.help} (${field.choices.join(', ')})`
    : field.help;
}
