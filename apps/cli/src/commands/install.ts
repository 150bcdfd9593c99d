import type { TensorflowSetUp } from '@peasy/trainer';
import type { Command } from 'commander';

interface TensorflowFlags extends Omit<TensorflowSetUp, 'print'> {
  readonly uninstall?: boolean;
}

/** `peasy install tensorflow|webgpu` */
export function addInstall(program: Command): void {
  const install = program
    .command('install')
    .description('fetch what the tensorflow or the webgpu engine needs; --uninstall removes it');

  install
    .command('tensorflow')
    .description(
      'TensorFlow, into .peasy/tensorflow here or PEASY_TENSORFLOW; tried once it is there',
    )
    .option('--gpu', "with CUDA 12 and CUDA's libraries (Linux on x64, some gigabytes)")
    .option(
      '--python <path>',
      'a Python with pip, to fetch it with (default: python3, then python)',
    )
    .option('--version <version>', 'the one whose files are pinned by hash')
    .option('--uninstall', 'remove all of it')
    .action(async (flags: TensorflowFlags) => {
      const { removeTensorflow, setUpTensorflow } = await import('@peasy/trainer');
      if (flags.uninstall) await removeTensorflow(console.log);
      else await setUpTensorflow({ ...flags, print: console.log });
    });

  install
    .command('webgpu')
    .description('Dawn and tfjs, into .peasy/webgpu here or PEASY_WEBGPU; says which GPU there is')
    .option('--uninstall', 'remove all of it')
    .action(async (flags: { uninstall?: boolean }) => {
      const { removeWebgpu, setUpWebgpu } = await import('@peasy/trainer');
      await (flags.uninstall ? removeWebgpu : setUpWebgpu)(console.log);
    });
}
