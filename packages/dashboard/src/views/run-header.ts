import type { RunRow } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { formatDuration } from '../format/duration.js';
import { formatCount } from '../format/number.js';
import { formatAgo, formatMoment } from '../format/time.js';
import { splitWarnings } from '../runs/leak.js';
import type { RunLook } from '../runs/look.js';
import { secondsLeft } from '../runs/metric.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import '../elements/copy-button.js';
import '../elements/epoch-progress.js';
import '../elements/plain-notice.js';
import '../elements/run-mark.js';
import '../elements/run-status.js';

/** What a run is, how it stands, and what to be warned of. */
export class RunHeader extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      .title {
        display: flex;
        align-items: center;
        gap: 8px 14px;
        flex-wrap: wrap;
      }
      h1 {
        display: flex;
        align-items: baseline;
        gap: 12px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 18px;
        margin-top: 6px;
        color: var(--ink-soft);
      }
      .progress {
        max-width: 460px;
        margin-top: 14px;
      }
      .progress p {
        margin-bottom: 6px;
      }
      plain-notice {
        margin-top: 12px;
        width: fit-content;
      }
      .command {
        display: flex;
        align-items: center;
        gap: 10px;
        margin-top: 14px;
        min-width: 0;
      }
      code {
        min-width: 0;
        padding: 6px 10px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--raised);
        overflow-wrap: anywhere;
      }
    `,
  ];

  static override properties = {
    run: { attribute: false },
    look: { attribute: false },
    now: { attribute: false },
    command: {},
  };

  declare run: RunRow;
  declare look: RunLook | undefined;
  /** The time, in milliseconds since 1970. */
  declare now: number;
  /** The command that repeats the run; empty where it is not known. */
  declare command: string;

  protected override render() {
    const { run } = this;
    const warnings = [
      run.status === 'failed' ? (run.message ?? 'It failed without a word.') : undefined,
      ...splitWarnings(run.split),
      run.dataset === 'drawn' ? 'Trained on drawn pictures, not on photos' : undefined,
    ].filter((words) => words !== undefined);
    return html`<div class="title">
        <h1><run-mark .look=${this.look}></run-mark>${run.name}</h1>
        <run-status .status=${run.status}></run-status>
      </div>
      <p class="facts">
        <span>${run.experiment}</span>
        ${run.config === null ? nothing : html`<span>config ${run.config}</span>`}
        ${run.dataset === null ? nothing : html`<span>photos ${run.dataset}</span>`}
        ${run.engine === null ? nothing : html`<span>${run.engine}, ${run.device}</span>`}
        <time datetime=${run.startedAt} title=${formatMoment(run.startedAt)}
          >started ${formatAgo(run.startedAt, this.now)}</time
        >
        <span class="mono">${run.id}</span>
      </p>
      ${this.#renderProgress()}
      ${warnings.map((words) => html`<plain-notice>${words}</plain-notice>`)}
      ${
        this.command
          ? html`<div class="command">
              <code class="mono">${this.command}</code>
              <copy-button .text=${this.command}>Copy command</copy-button>
            </div>`
          : nothing
      }`;
  }

  #renderProgress() {
    const { run } = this;
    const planned = run.epochsPlanned;
    if (planned === null) return nothing;
    const left = secondsLeft(run);
    const words = `${formatCount(run.epochs)} of ${formatCount(planned)} epochs`;
    return html`<div class="progress">
      <p>
        ${words}${left === undefined ? nothing : html`<span class="soft">, about ${formatDuration(left)} left</span>`}
      </p>
      <epoch-progress .done=${run.epochs} .planned=${planned}></epoch-progress>
    </div>`;
  }
}

customElements.define('run-header', RunHeader);

declare global {
  interface HTMLElementTagNameMap {
    'run-header': RunHeader;
  }
}
