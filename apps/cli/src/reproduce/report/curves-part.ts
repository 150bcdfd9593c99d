import { decodeNumber } from '@peasy/core';
import { type ChartLine, curveSvg, type PagePart } from '@peasy/report';
import type { TrainedResult } from '../collect.js';
import type { ReportContext } from './report-context.js';

/** Colours of the two splits. */
const COLOURS = { post: '#b8650a', holdout: '#2f7fd0' } as const;
const SPLIT_NAMES = { post: "the post's split", holdout: 'honest split' } as const;

/** Loss and accuracy of the four trainings, photos trained on beside photos not seen. */
export function curvesPart({ store, results }: ReportContext): PagePart {
  const trained = Object.values(results.collected.trained);
  const charts = (['CNN', 'Dense'] as const).flatMap((network) =>
    (
      [
        ['accuracy', 'valAccuracy', 'accuracy'],
        ['loss', 'valLoss', 'loss'],
      ] as const
    ).map(([faint, strong, word]) => {
      const lines = trained
        .filter(({ training }) => training.network === network)
        .flatMap((one) => linesOf(one, faint, strong));
      return curveSvg(`${network}, ${word}`, 'epoch', lines);
    }),
  );
  const legend = Object.entries(SPLIT_NAMES).map(
    ([split, name]) =>
      `<li><svg viewBox="0 0 22 8" aria-hidden="true"><path d="M0 4H22" stroke="${COLOURS[split as keyof typeof COLOURS]}" stroke-width="3"/></svg>${name}</li>`,
  );
  return {
    heading: 'Curves',
    html: `<p>Strong: photos that were not trained on (of the post's split the quarter that the post left unused). Faint: photos of the training, as they were trained on, with dropout. The post's test photos lie under the faint line of its split.</p><ul class="legend">${legend.join('')}</ul><div class="charts">${charts.join('')}</div>`,
  };

  function linesOf({ run, training }: TrainedResult, faint: string, strong: string): ChartLine[] {
    return store.series([run.id], [faint, strong]).map(({ key, epoch, value }) => ({
      name: `${SPLIT_NAMES[training.split]}, ${key === strong ? 'unseen photos' : 'trained on'}`,
      colour: COLOURS[training.split],
      faint: key === faint,
      x: epoch,
      y: value.map(decodeNumber),
    }));
  }
}
