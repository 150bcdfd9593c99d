import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import os from 'node:os';
import { type EngineName, INSTRUCTION_SETS } from '@peasy/core';
import { cachedPhotoFiles } from '@peasy/data';
import { instructionSetMissing, kernelsEngine, severalThreadsMissing } from '@peasy/kernels';
import { openStore } from '@peasy/tracker/record';
import { ENGINES } from '../engines.js';
import { EXIT } from '../exit-codes.js';
import { printJson, type RecordOptions } from '../open-record.js';
import { photoSource } from '../photos.js';
import { formatBytes } from '../terminal/format.js';
import { painter } from '../terminal/style.js';
import { cacheFolder, databaseFile, findWorkspace, type Workspace } from '../workspace.js';
import { askEngine } from './ask-engine.js';
import { describeProbe } from './describe-probe.js';
import type { EngineProbe } from './probe-engine.js';

/** One thing looked at. `ok`: fine; `note`: worth knowing; `bad`: Peasy cannot work like this. */
interface Finding {
  readonly topic: string;
  readonly state: 'ok' | 'note' | 'bad';
  readonly text: string;
}

/** Flags of `peasy doctor`. */
export interface DoctorFlags extends RecordOptions {
  readonly speed: boolean;
}

/** Less than this free, in bytes, and a Dense run's snapshots may not fit. */
const LITTLE_DISK = 1e9;

/** Looks at what Peasy stands on, and prints what it finds. */
export async function examine(flags: DoctorFlags): Promise<void> {
  const workspace = findWorkspace();
  const engines = await askEngines(flags.speed);
  const findings = [
    nodeFinding(),
    machineFinding(),
    ...engineFindings(engines),
    ...(await kernelsFindings()),
    await photosFinding(workspace),
    databaseFinding(databaseFile(workspace, flags.db)),
    await cacheFinding(workspace),
    await diskFinding(workspace),
  ];
  if (flags.json) {
    const ok = findings.every(({ state }) => state !== 'bad');
    printJson({ ok, findings, engines: Object.fromEntries(engines) });
  } else print(findings);
  if (findings.some(({ state }) => state === 'bad')) process.exitCode = EXIT.failed;
}

function print(findings: readonly Finding[]): void {
  const paint = painter(process.stdout);
  const marks = {
    ok: paint('green', 'ok  '),
    note: paint('yellow', 'note'),
    bad: paint('red', 'bad '),
  };
  const width = Math.max(...findings.map(({ topic }) => topic.length));
  for (const { topic, state, text } of findings) {
    console.log(`${marks[state]}  ${topic.padEnd(width)}  ${text}`);
  }
}

function nodeFinding(): Finding {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isNew = major > 20 || (major === 20 && minor >= 19);
  const text = `${process.version}${isNew ? '' : ', and Peasy needs 20.19 or later'}`;
  return { topic: 'node', state: isNew ? 'ok' : 'bad', text };
}

function machineFinding(): Finding {
  const text = `${os.availableParallelism()} cores (${os.cpus()[0]?.model.trim() ?? 'unknown'}), ${formatBytes(os.totalmem())} memory, ${os.type()} ${os.arch()}`;
  return { topic: 'machine', state: 'ok', text };
}

/** Engines one after the other: two at once would take each other's cores. */
async function askEngines(speed: boolean): Promise<[EngineName, EngineProbe][]> {
  const answers: [EngineName, EngineProbe][] = [];
  for (const { engine } of ENGINES) {
    answers.push([engine.name, await askEngine(engine.name, speed)]);
  }
  return answers;
}

function engineFindings(answers: readonly [EngineName, EngineProbe][]): Finding[] {
  const taken = answers.find(
    ([, { reason, automaticReason }]) => reason === undefined && automaticReason === undefined,
  );
  return answers.map(([name, probe]) => ({
    topic: `engine ${name}`,
    state: probe.reason === undefined ? 'ok' : taken ? 'note' : 'bad',
    text: probe.reason ?? describeProbe(probe, taken?.[0] === name),
  }));
}

/** What the kernels compute with, where they run at all. */
async function kernelsFindings(): Promise<Finding[]> {
  if ((await kernelsEngine.unavailableReason()) !== undefined) return [];
  const sets: string[] = [];
  // The best comes first.
  for (const set of INSTRUCTION_SETS.toReversed()) {
    const reason = await instructionSetMissing(set);
    sets.push(reason === undefined ? set : `not ${set}: ${reason}`);
  }
  const reason = severalThreadsMissing();
  return [
    { topic: 'instruction sets', state: 'ok', text: sets.join('; ') },
    {
      topic: 'threads',
      state: reason === undefined ? 'ok' : 'note',
      text:
        reason === undefined
          ? `up to ${os.availableParallelism()} by themselves; --threads says otherwise`
          : `1: ${reason}`,
    },
  ];
}

async function photosFinding(workspace: Workspace): Promise<Finding> {
  const source = await photoSource(workspace, undefined);
  if (source) return { topic: 'photos', state: 'ok', text: source };
  const text = 'none in data/ or PEASY_DATA: runs without --data train on drawn ones';
  return { topic: 'photos', state: 'note', text };
}

function databaseFinding(file: string): Finding {
  if (!existsSync(file)) {
    return { topic: 'database', state: 'note', text: `${file} will be made by the first run` };
  }
  try {
    const store = openStore({ file });
    try {
      const { problems, schema, fileBytes, runs } = store.health();
      const state = problems.length === 0 ? 'ok' : 'bad';
      const integrity = problems.length === 0 ? 'intact' : problems.join('; ');
      const text = `${file}: ${runs} runs, ${formatBytes(fileBytes)}, schema ${schema}, ${integrity}`;
      return { topic: 'database', state, text };
    } finally {
      store.close();
    }
  } catch (error) {
    return { topic: 'database', state: 'bad', text: (error as Error).message };
  }
}

async function cacheFinding(workspace: Workspace): Promise<Finding> {
  const folder = cacheFolder(workspace);
  const files = await cachedPhotoFiles(folder);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const text = `${files.length} files, ${formatBytes(bytes)}, in ${folder}`;
  return { topic: 'photo cache', state: 'ok', text };
}

async function diskFinding({ root }: Workspace): Promise<Finding> {
  const { bavail, bsize } = await statfs(root);
  const free = bavail * bsize;
  return {
    topic: 'free disk',
    state: free < LITTLE_DISK ? 'note' : 'ok',
    text: `${formatBytes(free)} at ${root}`,
  };
}
