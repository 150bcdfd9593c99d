import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toolPath } from '../gate/tool-path.js';
import { publicPackages } from '../pack/public-packages.js';
import { runCommand } from '../run-command.js';
import { workspaceRoot } from '../workspace-root.js';

/** No registry, and no waiting for one: a dry run tells nothing to anybody. */
const OFFLINE = { npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0' };

async function release(...args: string[]): Promise<string> {
  const words = [toolPath('nx'), 'release', ...args, '--dry-run'];
  const environment = { ...process.env, ...OFFLINE, NX_DAEMON: 'false', FORCE_COLOR: '0' };
  const { code, output } = await runCommand(process.execPath, words, {
    cwd: workspaceRoot,
    environment,
  });
  expect(code, output).toBe(0);
  return output;
}

describe('nx release, dry', () => {
  it('gives every package the version, and what depends on it follows', async () => {
    const before = readFileSync(join(workspaceRoot, 'apps/cli/package.json'), 'utf8');
    const output = await release('version', '999.0.0');
    const own = publicPackages();
    for (const { name } of own) expect(output).toContain(`"name": "${name}"`);
    expect(output.match(/\+ +"version": "999\.0\.0"/g)!.length).toBeGreaterThanOrEqual(own.length);
    for (const { name } of own.filter((one) => one.name !== '@peasy/cli')) {
      // Of those that somebody depends on.
      if (before.includes(`"${name}": `)) expect(output).toMatch(follows(name));
    }
    expect(readFileSync(join(workspaceRoot, 'apps/cli/package.json'), 'utf8')).toBe(before);
  }, 120_000);

  it('would publish every public package, and none that is private', async () => {
    const output = await release('publish');
    // npm's lists of files are longer than what a pipe keeps, so not every line of theirs is here.
    const { length } = publicPackages();
    expect(output).toContain(`ran target nx-release-publish for ${length} projects`);
  }, 600_000);
});

function follows(name: string): RegExp {
  return new RegExp(`\\+ +"${name}": "999\\.0\\.0"`);
}
