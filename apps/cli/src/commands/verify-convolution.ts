import { type Command, InvalidArgumentError, Option } from 'commander';
import type { VerifyFlags } from '../actions/verify-convolution.js';
import { addLookFlags } from '../compute-flags.js';
import { addRecordOptions } from '../open-record.js';
import { SNAPSHOT_HELP } from '../words.js';

/** `peasy verify-convolution RUN` */
export function addVerifyConvolution(program: Command): void {
  const command = program
    .command('verify-convolution')
    .argument('<run>', 'an id, a unique beginning of one, a name, or latest')
    .description('hold each filter to convolution and to correlation, computed by hand')
    .option('--layer <name>', 'one convolution (default: all)')
    .addOption(
      new Option('--filter <n>', 'one filter of each, from 0 (default: all)').argParser(
        parseFilter,
      ),
    )
    .option('--photo <file>', 'what to compute on (default: noise, which no flip leaves alike)')
    .option('--snapshot <which>', SNAPSHOT_HELP, 'last')
    .addHelpText(
      'after',
      `
Each filter's own output, from the engine, is held to convolve2d, correlate2d, and correlate2d with the
kernel flipped both ways, summed over the channels with the bias, in float64: the largest differences.
Engines correlate: exit code 1 where one does not. docs/lab.md says what counts as equal.`,
    );
  addLookFlags(command);
  addRecordOptions(command);
  command.action(async (ref: string, flags: VerifyFlags) => {
    const { verifyConvolution } = await import('../actions/verify-convolution.js');
    await verifyConvolution(ref, flags);
  });
}

function parseFilter(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`Expected a whole number from 0 up, got "${text}".`);
}
