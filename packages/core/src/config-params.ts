import { parseFlag, parseRunConfig, type RunConfig, writePath } from './run-config.js';
import { RUN_CONFIG_FIELDS } from './run-config-fields.js';

/** A config as the flat params of a run; layers as JSON, lists with commas. */
export function configToParams(config: RunConfig): Record<string, string | number | boolean> {
  return Object.fromEntries(
    RUN_CONFIG_FIELDS.map(({ path, type }) => {
      const value = path
        .split('.')
        .reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], config);
      if (type === 'strings') return [path, (value as string[]).join(',')];
      if (typeof value === 'object') return [path, JSON.stringify(value)];
      return [path, value as string | number | boolean];
    }),
  );
}

/** The inverse, from params as the record has them: texts. @throws ConfigError when a param is no config's. */
export function configFromParams(params: Readonly<Record<string, string>>): RunConfig {
  const config: Record<string, unknown> = {};
  for (const field of RUN_CONFIG_FIELDS) {
    const text = params[field.path];
    if (text === undefined) continue;
    const isLayers = field.type === 'network' && text.startsWith('[');
    writePath(config, field.path, isLayers ? JSON.parse(text) : parseFlag(field, text));
  }
  return parseRunConfig(config);
}
