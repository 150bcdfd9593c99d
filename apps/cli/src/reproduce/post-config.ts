import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the configs of this Peasy lie: in its package, or in the repository that it is built from. */
const FOLDERS = ['../../configs/', '../../../../configs/'];

/** The file of a config as it comes with Peasy, whatever configs of one's own are called. */
export function postConfig(name: string): string {
  const files = FOLDERS.map((folder) =>
    fileURLToPath(new URL(`${folder}${name}.json`, import.meta.url)),
  );
  return files.find((file) => existsSync(file)) ?? name;
}
