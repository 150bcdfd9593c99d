#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

const built = new URL('../dist/index.js', import.meta.url);
if (existsSync(built)) {
  // From Node 22 on: a second start reads what the first one compiled.
  module.enableCompileCache?.();
  const { main } = await import(built.href);
  await main(process.argv);
} else {
  console.error('peasy: not built yet. In the workspace: npx nx run cli:build');
  process.exitCode = 1;
}
