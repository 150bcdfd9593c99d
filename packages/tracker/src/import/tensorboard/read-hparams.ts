import type { ImportedParam, RunFacts } from '../imported-run.js';
import { readMessage } from './read-message.js';

/** What TensorBoard's HParams know of a run. */
export interface SessionFacts {
  readonly params: ReadonlyMap<string, ImportedParam>;
  readonly status?: RunFacts['status'];
}

/** In the order of hparams' api.proto: unknown, success, failure, running. */
const STATUSES = [undefined, 'finished', 'failed', 'running'] as const;

/** Reads HParamsPluginData (tensorboard/plugins/hparams/plugin_data.proto). @throws RangeError when it is none. */
export function readHparams(message: Buffer): SessionFacts {
  const params = new Map<string, ImportedParam>();
  let status: RunFacts['status'] | undefined;
  for (const part of readMessage(message)) {
    if (part.type !== 'bytes') continue;
    for (const inner of readMessage(part.bytes)) {
      if (part.field === 3 && inner.field === 1 && inner.type === 'bytes') {
        const [key, param] = readEntry(inner.bytes);
        if (param) params.set(key, param);
      } else if (part.field === 4 && inner.field === 1 && inner.type === 'varint') {
        status = STATUSES[Number(inner.value)];
      }
    }
  }
  return { params, status };
}

function readEntry(message: Buffer): [key: string, param: ImportedParam | undefined] {
  let key = '';
  let param: ImportedParam | undefined;
  for (const part of readMessage(message)) {
    if (part.type !== 'bytes') continue;
    if (part.field === 1) key = part.bytes.toString();
    else if (part.field === 2) {
      for (const value of readMessage(part.bytes)) {
        if (value.field === 2 && value.type === 'fixed64') {
          param = { kind: 'number', value: String(value.bytes.readDoubleLE()) };
        } else if (value.field === 3 && value.type === 'bytes') {
          param = { kind: 'string', value: value.bytes.toString() };
        } else if (value.field === 4 && value.type === 'varint') {
          param = { kind: 'boolean', value: String(Number(value.value) !== 0) };
        }
      }
    }
  }
  return [key, param];
}
