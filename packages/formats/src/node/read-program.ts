/**
 * A program that reads one network for its parent, which may end it: the HDF5 library can be led
 * in circles by a damaged file, and nothing within its process would end that.
 */
import { FormatError } from '../format-error.js';
import { readNetwork } from '../read-network.js';
import type { ReadReply, ReadTask } from './read-wire.js';

process.once('message', async ({ bytes, options }: ReadTask) => {
  process.send!(await reply(bytes, options), () => process.exit());
});
process.once('disconnect', () => process.exit());

async function reply(...[bytes, options]: Parameters<typeof readNetwork>): Promise<ReadReply> {
  try {
    return { read: await readNetwork(bytes, options) };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return {
      refusal: error instanceof FormatError ? words : `The file could not be read: ${words}.`,
    };
  }
}
