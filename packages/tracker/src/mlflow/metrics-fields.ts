import type { Fields } from './fields.js';
import { checkKey } from './limits.js';

/** A point as a client logs it. */
export interface LoggedMetric {
  readonly key: string;
  readonly value: number;
  readonly time: number;
  readonly step: number;
  /** The logged model that it is of, and the dataset it was measured on. */
  readonly modelId: string | undefined;
  readonly datasetName: string | undefined;
  readonly datasetDigest: string | undefined;
}

/** Reads a point. @throws MlflowError naming the field that is wrong. */
export function metricOf(fields: Fields): LoggedMetric {
  const key = checkKey('metric', fields.text('key'));
  const time = fields.integer('timestamp');
  if (time < 0) fields.refuse('timestamp', 'milliseconds since 1970, from 0 up');
  return {
    key,
    value: fields.number('value'),
    time,
    step: fields.optionalInteger('step') ?? 0,
    modelId: fields.optionalText('model_id'),
    datasetName: fields.optionalText('dataset_name'),
    datasetDigest: fields.optionalText('dataset_digest'),
  };
}
