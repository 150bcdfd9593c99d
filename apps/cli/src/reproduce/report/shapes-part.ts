import { describeNetwork } from '@peasy/core';
import { type PagePart, tableOf } from '@peasy/report';
import { formatCount } from '../../terminal/format.js';
import type { ReportContext } from './report-context.js';

/** Picture 5: the shapes of every weight tensor and of every layer's output. */
export function shapesPart({ results }: ReportContext): PagePart {
  const { trained } = results.collected;
  const tables = (['cnn-honest', 'dense-honest'] as const).map((key) => {
    const { run, training } = trained[key];
    const network = run.network!;
    const { layers, parameters } = describeNetwork(network);
    const rows = layers.map(({ name, kind, outputShape, weights, parameters: own }) => [
      name,
      kind,
      shape(outputShape),
      weights.map((weight) => `${weight.role} ${shape(weight.shape)}`).join(', ') || undefined,
      own === 0 ? undefined : formatCount(own),
    ]);
    return `<h3>${training.network}: ${formatCount(parameters)} parameters</h3>${tableOf(
      ['layer', 'kind', 'output', 'weights', 'parameters'],
      [['input', undefined, shape(network.input), undefined, undefined], ...rows],
    )}`;
  });
  return {
    heading: '5. The shapes of every weight tensor and every output',
    html: `<p>Without the batch, which is the first dimension of every output.</p>${tables.join('')}`,
  };
}

function shape(sizes: readonly number[]): string {
  return sizes.join('×');
}
