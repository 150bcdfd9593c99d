import { decodeNumber } from '@peasy/core';
import type { RunRow } from '@peasy/tracker/api';
import { html, nothing, type TemplateResult } from 'lit';
import type { BucketColumns } from '../api/buckets.js';
import { formatDuration } from '../format/duration.js';
import { formatCompact, formatCount, formatSignificant } from '../format/number.js';
import { formatAgo, formatMoment } from '../format/time.js';
import { navigation } from '../page.js';
import {
  type Accuracy,
  accuracyOver,
  bestValidation,
  formatAccuracy,
  formatBounds,
  formatSampleSize,
  lastValidation,
  photosBehind,
  testAccuracy,
} from '../runs/accuracy.js';
import type { Column, KnownColumn } from '../runs/columns.js';
import { type KeyedColumn, keyedColumn } from '../runs/keyed-columns.js';
import { leakWarning, leakWarningOf, validationLeakWarning } from '../runs/leak.js';
import type { RunLook } from '../runs/look.js';
import { lastOf } from '../runs/metric.js';
import { formatTags } from '../runs/tag-text.js';
import { formatAddress, runRoute } from '../state/route.js';
import '../elements/epoch-progress.js';
import '../elements/run-mark.js';
import '../elements/run-status.js';
import './runs-sparkline.js';

/** The small curve of a metric of a run, once it is there. */
export type CurveOf = (run: RunRow, key: string) => BucketColumns | undefined;

type Cell = TemplateResult | string | typeof nothing;

/** What a run says in a column of the table. Empty where it has nothing to say. */
export function renderCell(
  column: Column,
  run: RunRow,
  look: RunLook | undefined,
  curveOf: CurveOf,
  now: number,
): Cell {
  const keyed = keyedColumn(column);
  if (keyed) return renderKeyed(run, keyed, curveOf);
  switch (column as KnownColumn) {
    case 'name':
      return html`<a
        href=${formatAddress(runRoute(run.id, navigation.route.selected))}
        title=${run.name}
        tabindex="-1"
        ><run-mark .look=${look}></run-mark><span class="text">${run.name}</span></a
      >`;
    case 'status':
      return html`<run-status .status=${run.status}></run-status>`;
    case 'experiment':
      return clipped(run.experiment);
    case 'config':
      return clipped(run.config);
    case 'device':
      return clipped(run.device);
    case 'curve':
      return renderCurve(run, 'valAccuracy', curveOf);
    case 'tags':
      return clipped(formatTags(run.tags) || null);
    case 'note':
      return clipped(run.note || null);
    case 'dataset':
      return renderDataset(run.dataset);
    case 'engine':
      return run.engine === null
        ? nothing
        : html`<span title=${run.device ?? ''}>${run.engine}</span>`;
    case 'epochs':
      return renderEpochs(run);
    case 'validation': {
      const last = lastValidation(run);
      if (last) return renderAccuracy(last, validationLeakWarning(run.split));
      return lastOf(run, 'valAccuracy') === undefined ? nothing : 'NaN';
    }
    case 'best':
      return renderBest(run);
    case 'test': {
      const accuracy = testAccuracy(run);
      return accuracy ? renderAccuracy(accuracy, leakWarning(run.split)) : nothing;
    }
    case 'seconds':
      return formatDuration(run.seconds);
    case 'speed': {
      const speed = lastOf(run, 'imagesPerSecond');
      return speed === undefined ? nothing : formatCount(speed);
    }
    case 'parameters':
      return run.parameters === null
        ? nothing
        : html`<span title=${formatCount(run.parameters)}>${formatCompact(run.parameters)}</span>`;
    case 'started':
      return html`<time datetime=${run.startedAt} title=${formatMoment(run.startedAt)}
        >${formatAgo(run.startedAt, now)}</time
      >`;
  }
}

function renderCurve(run: RunRow, key: string, curveOf: CurveOf): Cell {
  return html`<runs-sparkline
    .curve=${curveOf(run, key)}
    .metric=${key}
    .photos=${photosBehind(run, key)}
  ></runs-sparkline>`;
}

function renderKeyed(run: RunRow, { kind, key }: KeyedColumn, curveOf: CurveOf): Cell {
  if (kind === 'params') return clipped(run.params?.[key] ?? null);
  if (kind === 'tags') return clipped(run.tags[key] ?? null);
  if (kind === 'environment') {
    const word = run.environment?.[key];
    return clipped(word === undefined || word === null ? null : String(word));
  }
  if (kind === 'curve') return renderCurve(run, key, curveOf);
  const summary = run.metrics[key];
  if (!summary) return nothing;
  const value = summary[kind];
  if (value === null) return nothing;
  const words = renderValue(run, key, decodeNumber(value));
  if (kind !== 'best' || summary.bestEpoch === null) return words;
  return html`${words}<span class="soft at">@${formatCount(summary.bestEpoch)}</span>`;
}

/** A metric's value; an accuracy with its interval and n. */
function renderValue(run: RunRow, key: string, value: number): Cell {
  const accuracy = accuracyOver(value, photosBehind(run, key) ?? 0);
  if (!accuracy) return formatSignificant(value);
  return renderAccuracy(accuracy, leakWarningOf(run.split, key));
}

/** Drawn pictures are no photos: the word is set apart. */
function renderDataset(dataset: string | null): Cell {
  if (dataset !== 'drawn') return clipped(dataset);
  return html`<span class="drawn" title="No photos were there: drawn pictures of cats and dogs">drawn</span>`;
}

function renderEpochs(run: RunRow): Cell {
  const planned = run.epochsPlanned;
  const words =
    planned === null || planned === run.epochs
      ? formatCount(run.epochs)
      : `${formatCount(run.epochs)}/${formatCount(planned)}`;
  if (run.status !== 'running' || planned === null) return words;
  return html`${words}<epoch-progress .done=${run.epochs} .planned=${planned}></epoch-progress>`;
}

function renderBest(run: RunRow): Cell {
  const best = bestValidation(run);
  if (!best) return nothing;
  return html`${renderAccuracy(best, validationLeakWarning(run.split))}<span class="soft at">@${formatCount(best.epoch ?? Number.NaN)}</span>`;
}

/** "0.874 ± 0.013 n = 2,400"; struck out where it is of photos that were trained on. */
function renderAccuracy(accuracy: Accuracy, leak: string | undefined): Cell {
  const value = html`<span class=${leak ? 'leaking' : ''} title=${formatBounds(accuracy)}
      >${formatAccuracy(accuracy)}</span
    >
    <span class="count">${formatSampleSize(accuracy)}</span>`;
  return leak ? html`${value} <span class="leaks" title=${leak}>leaks</span>` : value;
}

function clipped(text: string | null): Cell {
  return text === null ? nothing : html`<span class="text" title=${text}>${text}</span>`;
}
