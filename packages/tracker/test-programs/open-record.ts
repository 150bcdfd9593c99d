/** Once the file GATE is there, opens a record and says how many points it has: `open-record FILE GATE`. */
import { existsSync } from 'node:fs';
import { openStore } from '../src/store/store.js';

const [file, gate] = process.argv.slice(2);
process.stdout.write('ready\n');
const wait = new Int32Array(new SharedArrayBuffer(4));
while (!existsSync(gate)) Atomics.wait(wait, 0, 0, 1);
const store = openStore({ file });
process.stdout.write(`${store.health().points}\n`);
store.close();
