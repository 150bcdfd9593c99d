import type { NewPoint } from '../../store/point-columns.js';
import { StoreError } from '../../store/store-error.js';
import type { ImportedParam, RunFacts } from '../imported-run.js';
import type { SourceNotes } from '../source.js';
import { readEvent, type SummaryValue, type TensorboardEvent } from './read-event.js';
import { readHparams } from './read-hparams.js';
import { type RecordRead, readRecords } from './read-records.js';

/** What is gathered over the files of a run. */
export interface EventTally {
  readonly notes: SourceNotes;
  /** What a tag is stands with its first value only. */
  readonly plugins: Map<string, string>;
  readonly params: Map<string, ImportedParam>;
  status?: RunFacts['status'];
  /** Wall time of the latest event, in seconds. */
  last: number;
}

/** The scalars of an event file, in their order. What is whole is read; what is not is told to the notes. */
export function* readEventFile(file: string, tally: EventTally): Generator<NewPoint> {
  let at = 0;
  for (const read of readRecords(file)) {
    if (read.kind !== 'record') {
      tally.notes.say(sayBroken(file, read));
      continue;
    }
    at++;
    const event = eventOf(file, at, read.content);
    if (event.seconds > tally.last) tally.last = event.seconds;
    if (event.hasGraph) tally.notes.leaveOut('graphs');
    for (const value of event.values) {
      const point = pointOf(event, value, tally);
      if (point) yield point;
    }
  }
}

/** The first event of files, or undefined when none can be read. */
export function firstEvent(files: readonly string[]): TensorboardEvent | undefined {
  for (const file of files) {
    for (const read of readRecords(file)) {
      if (read.kind === 'record') return eventOf(file, 1, read.content);
    }
  }
  return undefined;
}

function eventOf(file: string, number: number, content: Buffer): TensorboardEvent {
  try {
    return readEvent(content);
  } catch (error) {
    throw new StoreError(
      'invalid',
      `Expected ${file} to hold TensorBoard's events, and its record ${number} is none. Is it another program's file of records?`,
      { cause: error },
    );
  }
}

function pointOf(
  { step, seconds }: TensorboardEvent,
  value: SummaryValue,
  tally: EventTally,
): NewPoint | undefined {
  const { tag, kind, pluginContent } = value;
  if (value.plugin !== undefined) tally.plugins.set(tag, value.plugin);
  const plugin = tally.plugins.get(tag);
  if (plugin === 'hparams') {
    if (pluginContent) takeSession(pluginContent, tally);
    return undefined;
  }
  if (kind === 'empty') return undefined;
  const isScalar = kind === 'number' || plugin === undefined || plugin === 'scalars';
  if (!isScalar || value.value === undefined) {
    tally.notes.leaveOut(PLURALS[plugin ?? kind] ?? `values of ${plugin ?? kind}`);
    return undefined;
  }
  if (step === undefined) {
    tally.notes.leaveOut('points whose step is beyond ±9007199254740991');
    return undefined;
  }
  // Seconds are told to a quarter of a microsecond: no finer, milliseconds come back as they were.
  return { key: tag, step, time: Math.round(seconds * 1e6) / 1e3, value: value.value };
}

function takeSession(content: Buffer, tally: EventTally): void {
  const { params, status } = readHparams(content);
  for (const [key, param] of params) tally.params.set(key, param);
  if (status) tally.status = status;
}

const PLURALS: Readonly<Record<string, string>> = {
  image: 'images',
  images: 'images',
  histogram: 'histograms',
  histograms: 'histograms',
  audio: 'audio clips',
  text: 'texts',
  tensor: 'tensors',
  pr_curves: 'precision-recall curves',
  graphs: 'graphs',
};

function sayBroken(
  file: string,
  { kind, ...read }: Exclude<RecordRead, { kind: 'record' }>,
): string {
  const at = read.at.toLocaleString('en');
  switch (kind) {
    case 'damaged':
      return `${file}: the record at byte ${at} is damaged (its checksum is another) and was left out.`;
    case 'cutOff':
      return `${file} is cut off in the record at byte ${at}; what is before it was read.`;
    case 'broken':
      return `${file} is damaged at byte ${at}, where a record should begin; what is before it was read, the rest was not.`;
  }
}
