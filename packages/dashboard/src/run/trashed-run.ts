import type { RunDetail } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { fetchRun } from '../api/client.js';
import { restoreRun } from '../api/run-edits.js';
import { formatMoment } from '../format/time.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import '../elements/plain-notice.js';

/** Offers a run back that is in the trash; nothing for one that is not. */
export class TrashedRun extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      p {
        margin-bottom: 10px;
      }
    `,
  ];

  static override properties = {
    reference: {},
    run: { state: true },
    problem: { state: true },
  };

  /** What the address calls it. */
  declare reference: string;
  declare private run: RunDetail | undefined;
  declare private problem: string | undefined;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('reference')) void this.#look();
  }

  protected override render() {
    const { run } = this;
    if (!run?.trashedAt) return nothing;
    return html`<p>
        ${run.name} is in the trash since ${formatMoment(run.trashedAt)}.
      </p>
      <button type="button" @click=${this.#restore}>Restore ${run.name}</button>
      ${this.problem ? html`<plain-notice role="alert">${this.problem}</plain-notice>` : nothing}`;
  }

  async #look(): Promise<void> {
    this.run = undefined;
    try {
      this.run = await fetchRun(this.reference);
    } catch {
      // There is none, which the page says already.
    }
  }

  async #restore(): Promise<void> {
    try {
      this.run = await restoreRun(this.run!.id);
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }
}

customElements.define('trashed-run', TrashedRun);

declare global {
  interface HTMLElementTagNameMap {
    'trashed-run': TrashedRun;
  }
}
