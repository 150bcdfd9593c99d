import type { Store } from '@peasy/tracker';
import { readNetworkRun, writeNetworkRun } from '../actions/import-network.js';
import { UserError } from '../user-error.js';
import { EXPERIMENT } from './plan.js';

/** The published network, read in both ways. */
export interface PublishedRuns {
  /** Kernels turned by 180 degrees, as a network of Theano needs it here: its run's id. */
  readonly turned: string;
  /** Kernels as they stand in the file. */
  readonly asStored: string;
  /** Program, version and backend that the file names. */
  readonly origin: string;
}

/** How the file of the published weights is read: two outputs, dog and cat. */
const FLAGS = { experiment: EXPERIMENT, classes: 'dog,cat' } as const;

/** Reads the file, so that one that is none is told at once. @throws UserError, FormatError */
export async function readPublished(file: string): Promise<void> {
  await readNetworkRun(file, FLAGS);
}

/** Imports the weights of the post, turned and as they stand; what is here already is taken. */
export async function importPublished(store: Store, file: string): Promise<PublishedRuns> {
  const importAs = async (name: string, flip: boolean | undefined) => {
    const flags = { ...FLAGS, name, flip };
    const run = await readNetworkRun(file, flags);
    const { id, alreadyHere } = writeNetworkRun(store, run, flags);
    if (alreadyHere === 'trash') {
      throw new UserError(
        `The published network is in the trash as run ${id}. Take it out: peasy restore ${id}.`,
      );
    }
    return { id, origin: run.read.origin };
  };
  const turned = await importAs('published', true);
  const asStored = await importAs('published-not-turned', false);
  const { program, backend } = turned.origin;
  return {
    turned: turned.id,
    asStored: asStored.id,
    origin: backend ? `${program} on ${backend}` : program,
  };
}
