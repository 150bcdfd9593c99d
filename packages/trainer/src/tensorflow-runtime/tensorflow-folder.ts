import { installFolder } from '../native-installs/install-folder.js';

/** Where Peasy's own TensorFlow lies: PEASY_TENSORFLOW, else `.peasy/tensorflow` of the workspace (see `installFolder`). */
export function tensorflowFolder(from: string, env: NodeJS.ProcessEnv = process.env): string {
  return installFolder('tensorflow', from, env.PEASY_TENSORFLOW);
}
