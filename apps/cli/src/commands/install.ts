import type { TensorflowSetUp } from '@peasy/trainer';
import type { Command } from 'commander';
import { UserError } from '../user-error.js';

interface TensorflowFlags extends Pick<TensorflowSetUp, 'gpu' | 'python'> {
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
    .option('--uninstall', 'remove all of it')
    .action(({ uninstall, ...flags }: TensorflowFlags) =>
      inWords(async () => {
        const { removeTensorflow, setUpTensorflow } = await import('@peasy/trainer');
        if (uninstall) await removeTensorflow(console.log);
        else await setUpTensorflow({ ...flags, print: console.log });
      }),
    );

  install
    .command('webgpu')
    .description('Dawn and tfjs, into .peasy/webgpu here or PEASY_WEBGPU; says which GPU there is')
    .option('--uninstall', 'remove all of it')
    .action(({ uninstall }: { readonly uninstall?: boolean }) =>
      inWords(async () => {
        const { removeWebgpu, setUpWebgpu } = await import('@peasy/trainer');
        await (uninstall ? removeWebgpu : setUpWebgpu)(console.log);
      }),
    );
}

/** What keeps an install from ending well is of this machine, and its message says what to do. */
async function inWords(install: () => Promise<void>): Promise<void> {
  try {
    await install();
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error));
  }
}
