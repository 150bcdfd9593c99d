import type { Tool } from './tool-path.js';

/** One step of the gate: a command that a person can run alone. */
export interface Stage {
  readonly name: string;
  readonly tool: Tool;
  readonly args: readonly string[];
}

const SYNC: Stage = { name: 'project references', tool: 'nx', args: ['sync:check'] };
const LINT: Stage = { name: 'format and lint', tool: 'biome', args: ['check', '.'] };
const TYPES: Stage = { name: 'types', tool: 'nx', args: ['run-many', '-t', 'typecheck'] };
const TOOL_TYPES: Stage = {
  name: 'types of tools',
  tool: 'tsc',
  args: ['-p', 'tools/tsconfig.json'],
};
const BUILD: Stage = { name: 'build', tool: 'nx', args: ['run-many', '-t', 'build'] };
/** One run of all projects starts once, where `nx run-many -t test` starts a Vitest for each. */
const UNIT_TESTS: Stage = {
  name: 'unit tests',
  tool: 'vitest',
  args: ['run', '--project=!e2e', '--project=!e2e-alone'],
};
const BOUNDARIES: Stage = { name: 'boundaries', tool: 'tsx', args: ['tools/boundaries.ts'] };

/** All that is checked before tests run; the build is there for the tests that need it. */
export const STATIC_STAGES: readonly Stage[] = [SYNC, LINT, TYPES, TOOL_TYPES, BUILD];

/** The whole gate, in order. */
export const GATE: readonly Stage[] = [...STATIC_STAGES, UNIT_TESTS, BOUNDARIES];

/** The gate without its tests, for the command that runs all of them itself. */
export const GATE_WITHOUT_TESTS: readonly Stage[] = [...STATIC_STAGES, BOUNDARIES];

/** The stage as one would type it. */
export function commandOf({ tool, args }: Stage): string {
  return `npx ${tool} ${args.map((arg) => (arg.includes('!') ? `'${arg}'` : arg)).join(' ')}`;
}
