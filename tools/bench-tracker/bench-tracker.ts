import { describeMachine, machineLine } from '../bench/machine.js';
import { formatTable } from '../bench/table.js';
import { withRecordFile } from './bench-run.js';
import { buildRecord } from './build-record.js';
import { measureLogging } from './measure-logging.js';
import { measureReading } from './measure-reading.js';
import { measureServer, type ServerFigures } from './measure-server.js';
import { parseOptions, type TrackerBenchOptions, USAGE } from './options.js';
import { printServers } from './print-servers.js';

/** `npm run bench:tracker`: how fast a program logs, how large a point is, how fast a large record is read, and how fast the server is beside MLflow's. */

const options = optionsOrUsage();
if (options?.help) console.log(USAGE);
else if (options) await main(options);

function optionsOrUsage(): TrackerBenchOptions | undefined {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`bench:tracker: ${(error as Error).message}\n\n${USAGE}`);
    process.exitCode = 2;
    return undefined;
  }
}

async function main(options: TrackerBenchOptions): Promise<void> {
  const machine = await describeMachine();
  const logging = options.parts.includes('logging')
    ? await measureLogging(options.metrics)
    : undefined;
  const reading = options.parts.includes('reading') ? await readings(options) : undefined;
  const servers: ServerFigures[] = [];
  if (options.parts.includes('servers')) {
    for (const name of options.servers) {
      console.error(`bench:tracker: ${name}...`);
      servers.push(await measureServer(name, options.load));
    }
  }
  if (options.json) {
    console.log(JSON.stringify({ machine, options, logging, reading, servers }, null, 2));
    return;
  }
  console.log(machineLine(machine));
  if (logging) {
    console.log(
      `\n${formatTable(
        ['logging', 'metrics/s', 'longest call, ms', 'file, bytes a point'],
        logging.map((row) => [
          row.case,
          Math.round(row.metricsPerSecond).toLocaleString('en-US'),
          row.longestCall.toFixed(1),
          row.bytesPerPoint.toFixed(1),
        ]),
      )}`,
    );
  }
  for (const { record, figures } of reading ?? []) {
    console.log(
      `\n${options.runs} runs, ${record.points.toLocaleString('en-US')} points, ${options.together} runs at a time, ${options.batch} points a series and write: ${Math.round(record.pointsPerSecond).toLocaleString('en-US')} points/s written, ${record.bytesPerPoint.toFixed(1)} bytes a point (the whole file: ${record.fileBytesPerPoint.toFixed(1)})\n`,
    );
    console.log(
      formatTable(
        ['reading', 'p50, ms', 'p95, ms'],
        figures.map(({ what, p50, p95 }) => [what, p50.toFixed(2), p95.toFixed(2)]),
      ),
    );
  }
  if (servers.length > 0) console.log(`\n${printServers(servers)}`);
}

async function readings(options: TrackerBenchOptions) {
  const all = [];
  for (const points of options.points) {
    all.push(
      await withRecordFile(async (file) => {
        const { runIds, ...record } = await buildRecord(file, { ...options, points });
        const figures = measureReading(file, { runIds, ...record }, options.times);
        return { record, figures };
      }),
    );
  }
  return all;
}
