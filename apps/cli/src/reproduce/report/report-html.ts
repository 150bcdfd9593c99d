import { escapeHtml, type PagePart, PICTURE_STYLE, pageOf, tableOf } from '@peasy/report';
import { formatCount, formatSeconds } from '../../terminal/format.js';
import { claimsHtml } from './claims-part.js';
import { convolutionPart } from './convolution-part.js';
import { curvesPart } from './curves-part.js';
import { densePart } from './dense-part.js';
import { flattenPart } from './flatten-part.js';
import { mapsPart } from './maps-part.js';
import { photosPart } from './photos-part.js';
import type { ReportContext } from './report-context.js';
import { REPORT_STYLE } from './report-style.js';
import { shapesPart } from './shapes-part.js';
import { slidingPart } from './sliding-part.js';
import { leadOf, warningsOf } from './words.js';

/** The report as one HTML file that needs nothing but itself. */
export async function reportHtml(context: ReportContext): Promise<string> {
  const { results } = context;
  const sliding = slidingPart(context);
  const parts: PagePart[] = [
    { heading: 'Claims, and what was measured', html: claimsHtml(context) },
    curvesPart(context),
    sliding,
    await mapsPart(context),
    await densePart(context),
    flattenPart(context),
    shapesPart(context),
    convolutionPart(context),
    await photosPart(context),
    runsPart(context),
  ];
  const lead = [
    `<p class="lead">${escapeHtml(leadOf(results))}</p>`,
    ...warningsOf(results).map((words) => `<p class="warning">${escapeHtml(words)}</p>`),
    `<p class="soft">"Easy-peasy Deep Learning and Convolutional Networks with Keras", 2017, done again by <code>peasy reproduce post</code>; written on ${new Date().toISOString().slice(0, 10)}. Accuracies with their 95 % intervals (Wilson) and n, the number of photos.</p>`,
  ];
  return pageOf('The post of 2017, reproduced', lead.join('\n'), parts, {
    hasPictures: true,
    style: PICTURE_STYLE + sliding.style + REPORT_STYLE,
  });
}

/** Where the numbers come from. */
function runsPart({ results }: ReportContext): PagePart {
  const trained = Object.values(results.collected.trained);
  const row = (label: string, of: (one: (typeof trained)[number]) => string) => [
    label,
    ...trained.map(of),
  ];
  return {
    heading: 'Where the numbers come from',
    html: tableOf(
      ['', ...trained.map(({ run }) => run.name)],
      [
        row('Run', ({ run }) => run.id),
        row('Started', ({ run }) => run.startedAt),
        row('Epochs', ({ run }) => formatCount(run.epochs)),
        row('Photos', ({ run }) => run.dataset ?? ''),
        row('Trained on', ({ photosTrained }) => formatCount(photosTrained)),
        row('Seconds', ({ run }) => formatSeconds(run.seconds)),
        row('Images/s, middle epoch', ({ imagesPerSecond }) => formatCount(imagesPerSecond ?? 0)),
        row('Engine', ({ run }) => `${run.engine}: ${run.device}`),
        row(
          'Machine',
          ({ run: { environment: e } }) => `${e.cores} cores of ${e.cpu}, Node ${e.node}`,
        ),
        row('Commit', ({ run }) => String(run.environment.gitCommit ?? 'unknown').slice(0, 12)),
        row('Split', ({ run }) => run.split?.digest.slice(0, 16) ?? ''),
      ],
    ),
  };
}
