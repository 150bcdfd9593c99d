import { css, html, LitElement, nothing } from 'lit';
import { supportedDecimals } from '../format/interval.js';
import { countOf, formatCount, formatDecimals } from '../format/number.js';
import { bestValidation } from '../runs/accuracy.js';
import { type Group, MOST_GROUPS, readGroups } from '../runs/run-groups.js';
import { formatAddress, runRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tables } from '../styles/tables.js';

/**
 * Runs counted by a value that they have in common, each group with its best one.
 * @fires show - CustomEvent with the filter that finds a group's runs as its detail.
 */
export class RunsGroups extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    css`
      :host {
        display: block;
      }
      table {
        width: auto;
        min-width: min(100%, 640px);
      }
      td {
        vertical-align: middle;
        overflow-wrap: anywhere;
      }
      button.bare {
        min-height: 28px;
        padding: 0;
        font-weight: 550;
        text-decoration: underline;
        text-decoration-color: var(--edge);
        text-underline-offset: 0.2em;
      }
      p {
        padding: 10px 0;
      }
    `,
  ];

  static override properties = {
    by: {},
    filter: {},
    version: { type: Number },
    read: { state: true },
    problem: { state: true },
  };

  /** `config`, or `params.KEY`. */
  declare by: string;
  declare filter: string;
  /** Grows when runs changed. */
  declare version: number;
  declare private read: Awaited<ReturnType<typeof readGroups>> | undefined;
  declare private problem: string | undefined;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('by') || changed.has('filter')) this.read = undefined;
    if (changed.has('by') || changed.has('filter') || changed.has('version')) void this.#read();
  }

  protected override render() {
    if (this.problem) return html`<p class="soft" role="status">${this.problem}</p>`;
    if (!this.read) return html`<p class="soft" role="status">Counting…</p>`;
    const { groups, total } = this.read;
    return html`<p class="soft" role="status">
        ${total > groups.length ? `The first ${MOST_GROUPS} of ` : ''}${countOf(total, 'group')}
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label="Groups of runs">
        <table>
          <thead>
            <tr>
              <th scope="col">${this.by.replace(/^params\./, '')}</th>
              <th scope="col" class="number">Runs</th>
              <th scope="col" class="number">Best val.</th>
              <th scope="col">Best run</th>
            </tr>
          </thead>
          <tbody>
            ${groups.map((group) => this.#renderGroup(group))}
          </tbody>
        </table>
      </div>`;
  }

  #renderGroup({ value, count, best, filter }: Group) {
    const accuracy = best && bestValidation(best);
    return html`<tr>
      <th scope="row">
        <button type="button" class="bare" @click=${() => this.#show(filter)}>
          ${value ?? 'none'}
        </button>
      </th>
      <td class="number">${formatCount(count)}</td>
      <td class="number">
        ${accuracy ? formatDecimals(accuracy.value, supportedDecimals(accuracy.half)) : '–'}
      </td>
      <td>
        ${accuracy ? html`<a href=${formatAddress(runRoute(best.id))}>${best.name}</a>` : nothing}
      </td>
    </tr>`;
  }

  async #read(): Promise<void> {
    const { by, filter } = this;
    const isSame = () => by === this.by && filter === this.filter;
    try {
      const read = await readGroups(by, filter);
      if (!isSame()) return;
      this.read = read;
      this.problem = undefined;
    } catch (error) {
      if (isSame()) this.problem = (error as Error).message;
    }
  }

  #show(filter: string): void {
    this.dispatchEvent(new CustomEvent('show', { detail: filter }));
  }
}

customElements.define('runs-groups', RunsGroups);

declare global {
  interface HTMLElementTagNameMap {
    'runs-groups': RunsGroups;
  }
}
