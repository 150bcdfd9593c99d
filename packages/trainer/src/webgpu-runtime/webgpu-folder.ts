import { installFolder } from '../native-installs/install-folder.js';

/** Where Peasy's own WebGPU lies: PEASY_WEBGPU, else `.peasy/webgpu` of the workspace (see `installFolder`). */
export function webgpuFolder(from: string, env: NodeJS.ProcessEnv = process.env): string {
  return installFolder('webgpu', from, env.PEASY_WEBGPU);
}
