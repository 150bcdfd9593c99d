import { barRows } from './bars.js';
import { type BenchOptions, parseOptions, USAGE } from './options.js';
import { reportText } from './print-report.js';
import { runBench } from './run-bench.js';

/** `npm run bench:train`: how fast the post's networks train here, in Peasy and in its peers. */
if (process.argv.includes('--help')) {
  console.log(USAGE);
} else {
  try {
    await main(parseOptions(process.argv.slice(2)));
  } catch (error) {
    console.error(`bench:train: ${(error as Error).message}`);
    console.error('npm run bench:train -- --help says what it takes.');
    process.exitCode = 1;
  }
}

async function main(options: BenchOptions): Promise<void> {
  const report = await runBench(options, (line) => console.error(line));
  const bars = barRows(report.measurements, report.whole);
  console.log(options.json ? JSON.stringify({ ...report, bars }, null, 2) : reportText(report));
}
