import type { RunRow } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { formatDuration } from '../format/duration.js';
import { formatCount, formatSignificant } from '../format/number.js';
import {
  bestValidation,
  formatAccuracy,
  formatSampleSize,
  testAccuracy,
} from '../runs/accuracy.js';
import { leakWarning, validationLeakWarning } from '../runs/leak.js';
import { lastOf, secondsAnEpoch } from '../runs/metric.js';
import { base } from '../styles/base.js';

interface Figure {
  readonly label: string;
  readonly value: string | undefined;
  readonly note?: string;
}

/** The figures that a run is remembered by, in a row. */
export class RunNumbers extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        border-top: 1px solid var(--hairline);
      }
      div {
        padding: 10px 16px 12px 0;
        border-bottom: 1px solid var(--hairline);
      }
      dt {
        color: var(--ink-soft);
      }
      .value {
        font-size: 1.125rem;
        font-weight: 560;
        letter-spacing: -0.01em;
        white-space: nowrap;
      }
      .note {
        min-height: 1.45em;
        color: var(--ink-soft);
        font-size: 0.75rem;
      }
      @container (min-width: 600px) {
        dl {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }
      @container (min-width: 1100px) {
        dl {
          grid-template-columns: repeat(8, auto);
        }
      }
    `,
  ];

  static override properties = { run: { attribute: false } };

  declare run: RunRow;

  protected override render() {
    return html`<dl aria-label="Figures">
      ${figuresOf(this.run).map(
        ({ label, value, note }) =>
          html`<div>
            <dt>${label}</dt>
            <dd class="value">${value ?? html`<span class="soft">–</span>`}</dd>
            <dd class="note">${note ?? nothing}</dd>
          </div>`,
      )}
    </dl>`;
  }
}

function figuresOf(run: RunRow): readonly Figure[] {
  const test = testAccuracy(run);
  const best = bestValidation(run);
  const number = (key: string, digits?: number) => {
    const value = lastOf(run, key);
    return value === undefined ? undefined : formatSignificant(value, digits);
  };
  // Three digits, as in the comparison and in `peasy show`.
  const rate = number('learningRate', 3);
  const seconds = secondsAnEpoch(run);
  const speed = lastOf(run, 'imagesPerSecond');
  return [
    {
      label: 'Test accuracy',
      value: test && formatAccuracy(test),
      note:
        test &&
        noteOf(
          formatSampleSize(test),
          '95 % interval',
          leakWarning(run.split) && 'not a test: it leaks',
        ),
    },
    {
      label: 'Best validation',
      value: best && formatAccuracy(best),
      note:
        best &&
        noteOf(
          `epoch ${formatCount(best.epoch ?? Number.NaN)}`,
          formatSampleSize(best),
          validationLeakWarning(run.split) && 'it leaks',
        ),
    },
    { label: 'Validation loss', value: number('valLoss'), note: 'last epoch' },
    {
      label: 'Training loss',
      value: number('loss'),
      note: rate ? `last epoch, learning rate ${rate}` : 'last epoch',
    },
    {
      label: 'Time',
      value: formatDuration(run.seconds),
      note: seconds === undefined ? undefined : `${formatDuration(seconds)} an epoch`,
    },
    {
      label: 'Images a second',
      value: speed === undefined ? undefined : formatCount(speed),
      note: 'last epoch',
    },
    {
      label: 'Parameters',
      value: run.parameters === null ? undefined : formatCount(run.parameters),
    },
    {
      label: 'Multiply-adds',
      value: run.multiplyAdds === null ? undefined : formatCount(run.multiplyAdds),
      note: 'a photo, forward',
    },
  ];
}

/** What is known of a figure, in a line. */
function noteOf(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(', ');
}

customElements.define('run-numbers', RunNumbers);

declare global {
  interface HTMLElementTagNameMap {
    'run-numbers': RunNumbers;
  }
}
