import { ENGINE_NAMES, type EngineName } from '@peasy/core';
import { type Command, Option } from 'commander';
import type { DoctorFlags } from '../actions/doctor.js';
import { EXIT } from '../exit-codes.js';
import { addRecordOptions } from '../open-record.js';

/** `peasy doctor` */
export function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('look at what Peasy stands on: Node, cores, engines, database, cache, disk')
    .option('--no-speed', 'leave out the three seconds that each engine trains')
    // What it asks itself, in a program of its own.
    .addOption(new Option('--probe <engine>').choices([...ENGINE_NAMES]).hideHelp());
  addRecordOptions(command);
  command.action(async (flags: DoctorFlags & { readonly probe?: EngineName }) => {
    if (flags.probe) {
      const { probeEngine } = await import('../actions/probe-engine.js');
      const probe = await probeEngine(flags.probe, flags).catch((error) => ({
        reason: error instanceof Error ? error.message : String(error),
      }));
      await new Promise<void>((written) => {
        process.stdout.write(`${JSON.stringify(probe)}\n`, () => written());
      });
      // What an engine loaded may have threads of its own that would keep this program alive.
      process.exit(EXIT.ok);
    }
    const { examine } = await import('../actions/doctor.js');
    await examine(flags);
  });
}
