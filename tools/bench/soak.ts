import { parseArgs } from 'node:util';
import { findPhotoSource } from './find-photo-source.js';
import { describeMachine, machineLine } from './machine.js';
import { ensureNode, OWN_NODE, withSqlite } from './setup/node-version.js';
import { runSoak } from './soak/run-soak.js';
import { soakText } from './soak/soak-text.js';
import { anyGrows, soakRows } from './soak/verdict.js';

/** `npm run bench:soak`: does a long `peasy train` at full speed hold no more at its end than at its beginning? */

const USAGE = `npm run bench:soak -- [options]
  --minutes N    default 30
  --config NAME  a config of configs/; default cnn
  --node NODE    a major version or a path; default ${OWN_NODE.name}
  --data PATH    photos: a folder or a zip; default: PEASY_DATA, else ../shared/data, else drawn ones
  --json         prints one JSON object
Exits with 1 when memory, open files, handles or threads grow over the last two thirds. In a soak of
a few minutes caches still fill, and that counts too.`;

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`bench:soak: ${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '30' },
      config: { type: 'string', default: 'cnn' },
      node: { type: 'string', default: OWN_NODE.name },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes < 10_000)) {
    throw new Error(`Expected --minutes to be a number above 0, got "${values.minutes}".`);
  }
  const say = (line: string) => console.error(line);
  const node = await withSqlite(await ensureNode(values.node, say), say);
  const machine = { ...(await describeMachine()), node: node.name };
  const { config } = values;
  const data = findPhotoSource(values.data);
  const { run, samples } = await runSoak({ node, config, data, minutes, say });
  const rows = soakRows(samples, run);
  const grows = anyGrows(rows);
  const report = { machine, config, minutes, device: run.device, epochs: run.epochs.length };
  console.log(
    values.json
      ? JSON.stringify({ ...report, samples: samples.length, rows, grows }, null, 2)
      : `${machineLine(machine)}\n${soakText({ ...report, samples: samples.length, rows, grows })}`,
  );
  return grows ? 1 : 0;
}
