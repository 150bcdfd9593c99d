import { fileURLToPath } from 'node:url';

/** The folder of the workspace's own package.json. */
export const workspaceRoot = fileURLToPath(new URL('..', import.meta.url));
