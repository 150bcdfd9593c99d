import { configToParams, type RunStart } from '@peasy/core';
import type { PreparedRun } from './prepare.js';

/** What describeRun takes. */
export interface DescribeRunOptions {
  /** Wanted name; the record adds "-2", "-3"... where it is taken. */
  readonly name: string;
  /** Name of the config that the run came from, if it had one: "cnn". */
  readonly config?: string;
  readonly tags?: RunStart['tags'];
  /** What else is worth knowing: the machine, the commit. `photos`, their path, is where `peasy serve` finds them again. */
  readonly environment?: RunStart['environment'];
}

/** What is known of a prepared run before its first step, as a record wants it: the argument of `startRun`. */
export function describeRun(run: PreparedRun, options: DescribeRunOptions): RunStart {
  const { config, photos, network, description, compiled } = run;
  return {
    name: options.name,
    experiment: config.experiment,
    config: options.config,
    engine: run.engine,
    device: compiled.device,
    dataset: { name: photos.name, digest: photos.digest },
    classes: photos.classes,
    network,
    parameters: description.parameters,
    multiplyAdds: description.multiplyAdds,
    epochsPlanned: config.epochs,
    split: run.splitSummary,
    params: configToParams(config),
    tags: options.tags,
    environment: {
      ...compiled.settings,
      photosLeftOut: photos.rejected.length,
      ...options.environment,
    },
  };
}
