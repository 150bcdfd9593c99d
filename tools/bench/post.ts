import { parseArgs } from 'node:util';
import { runTrainCommand } from './command/train-command.js';
import { wholeEpochSeconds } from './command/train-events.js';
import { findPhotoSource } from './find-photo-source.js';
import { describeMachine, machineLine } from './machine.js';
import { ensureNode, OWN_NODE, withSqlite } from './setup/node-version.js';

/** `npm run bench:post`: the post's own run, all of it, against the author's GPU of 2017. */

/** 1000 epochs of 18,750 photos in 1 h 15 min 40 s. */
const AUTHOR_IMAGES_PER_SECOND = (1000 * 18_750) / (75 * 60 + 40);
const USAGE = `npm run bench:post -- [options]
  --epochs N     default 1000, as the author's
  --node NODE    a major version or a path; default ${OWN_NODE.name}
  --data PATH    photos: a folder or a zip; default: PEASY_DATA, else ../shared/data, else drawn ones
  --json         prints one JSON object`;
const SAY_EVERY_SECONDS = 15;

try {
  await main();
} catch (error) {
  console.error(`bench:post: ${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      epochs: { type: 'string', default: '1000' },
      node: { type: 'string', default: OWN_NODE.name },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const epochs = Number(values.epochs);
  if (!Number.isInteger(epochs) || epochs < 2) {
    throw new Error(
      `Expected --epochs to be a whole number from 2 (the first is left out), got "${values.epochs}".`,
    );
  }
  const say = (line: string) => console.error(line);
  const node = await withSqlite(await ensureNode(values.node, say), say);
  const machine = await describeMachine();
  let saidAt = performance.now();
  const run = await runTrainCommand({
    node,
    config: 'post-cnn',
    data: findPhotoSource(values.data),
    epochs,
    onEpoch: ({ epoch, loss, at }) => {
      if (at - saidAt < SAY_EVERY_SECONDS * 1000) return;
      saidAt = at;
      console.error(`  epoch ${epoch} of ${epochs}, loss ${loss.toFixed(4)}`);
    },
  });
  const lasted = wholeEpochSeconds(run.epochs);
  const trainingSeconds = lasted.reduce((total, seconds) => total + seconds, 0);
  const imagesPerSecond = (run.trainPhotos * lasted.length) / trainingSeconds;
  const result = {
    machine: { ...machine, node: node.name },
    device: run.device,
    epochs,
    trainPhotos: run.trainPhotos,
    validationPhotos: run.validationPhotos,
    /** Of the whole command: start, first epoch and test in it. */
    seconds: run.seconds,
    /** Over whole epochs but the first: training, validation, snapshots, the record. */
    imagesPerSecond,
    againstAuthor: imagesPerSecond / AUTHOR_IMAGES_PER_SECOND,
    peakMegabytes: run.peakMegabytes,
    lastLoss: run.epochs.at(-1)?.loss,
  };
  console.log(
    values.json ? JSON.stringify(result, null, 2) : resultText(result, machineLine(machine)),
  );
}

function resultText(
  result: {
    device: string;
    epochs: number;
    trainPhotos: number;
    validationPhotos: number;
    seconds: number;
    imagesPerSecond: number;
    againstAuthor: number;
    peakMegabytes: number;
    machine: { node: string };
  },
  where: string,
): string {
  return [
    where,
    `post-cnn, ${result.epochs} epochs of ${result.trainPhotos} photos (and ${result.validationPhotos} validated after each), with tracking, on Node ${result.machine.node}, ${result.device}`,
    `${result.seconds.toFixed(1)} s for the whole command, peak memory ${result.peakMegabytes.toFixed(0)} MB`,
    `${Math.round(result.imagesPerSecond)} trained images/s over whole epochs, the first left out: ${result.againstAuthor.toFixed(2)}x the author's ${Math.round(AUTHOR_IMAGES_PER_SECOND)}`,
  ].join('\n');
}
