import type { RunColumnList } from '@peasy/tracker/api';
import { css, html, LitElement } from 'lit';
import { ApiProblem } from '../api/client.js';
import { fetchColumns } from '../api/run-edits.js';
import type { Column } from '../runs/columns.js';
import { GROUP_WORDS, groupTitle } from '../runs/run-groups.js';
import { saveColumns } from '../runs/saved-columns.js';
import { MOUNT } from '../state/mount.js';
import { formatAddress, type RunsRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import './runs-columns.js';
import './runs-saved-views.js';

/** Milliseconds after the last letter before the list is asked for. */
const TYPING_MS = 150;

/**
 * What is above the table: filter, groups, columns, saved views.
 * @fires change - CustomEvent with what is to change of the route as its detail.
 */
export class RunsTools extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        position: relative;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        margin-top: 12px;
      }
      .tools input {
        flex: 1 1 320px;
        max-width: 640px;
        min-width: 0;
      }
      .tools input[aria-invalid='true'] {
        border-color: var(--warning);
      }
      .group {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        margin-left: auto;
        color: var(--ink-soft);
      }
      .group select {
        max-width: 180px;
        color: var(--ink);
      }
      .problem {
        min-height: 12px;
        padding: 4px 0 6px;
        color: var(--warning);
        overflow-wrap: anywhere;
      }
      @media (max-width: 760px) {
        .tools input {
          flex-basis: 100%;
        }
        .group {
          margin-left: 0;
        }
      }
    `,
  ];

  static override properties = {
    route: { attribute: false },
    columns: { attribute: false },
    problem: {},
    notice: {},
    keys: { state: true },
  };

  declare route: RunsRoute;
  /** Those that are shown. */
  declare columns: readonly Column[];
  /** What is wrong with the filter, in the server's words; empty: nothing. */
  declare problem: string;
  /** What else is to be said. */
  declare notice: string;
  /** Keys of params, metrics, tags and the environment, once they were asked for. */
  declare private keys: RunColumnList | undefined;

  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.problem = '';
    this.notice = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  /** Goes to the filter. */
  toFilter(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override render() {
    const { route, problem } = this;
    const address = formatAddress({ ...route, selected: [], columns: this.columns });
    return html`<div class="tools">
        <input
          type="search"
          aria-label="Filter runs"
          aria-describedby="problem"
          aria-invalid=${problem !== ''}
          placeholder="Words, or best.valAccuracy > 0.8 AND params.seed = '1'"
          spellcheck="false"
          .value=${route.filter}
          @input=${this.#filter}
        />
        ${this.#renderGroupChoice()}
        <runs-columns
          .columns=${this.columns}
          .keys=${this.keys}
          @open=${this.#readKeys}
          @choose=${({ detail: columns }: CustomEvent<readonly Column[]>) => {
            saveColumns(columns);
            this.#change({ columns });
          }}
        ></runs-columns>
        <runs-saved-views .address=${address.slice(MOUNT.length)}></runs-saved-views>
      </div>
      <p id="problem" class="problem" role="status">${problem || this.notice}</p>`;
  }

  #renderGroupChoice() {
    const { group } = this.route;
    const { params = [], tags = [] } = this.keys ?? {};
    const choices = [
      ...[...GROUP_WORDS, ...(group ? [group] : [])],
      ...params.map((key) => `params.${key}`),
      ...tags.map((key) => `tags.${key}`),
    ];
    return html`<label class="group"
      >Group by
      <select
        @focus=${this.#readKeys}
        @change=${(event: Event) =>
          this.#change({ group: (event.target as HTMLSelectElement).value, open: [] })}
      >
        <option value="" .selected=${group === ''}>nothing</option>
        ${[...new Set(choices)].map(
          (choice) =>
            html`<option value=${choice} .selected=${choice === group}>
              ${choice.startsWith('tags.') ? `tag ${groupTitle(choice)}` : groupTitle(choice)}
            </option>`,
        )}
      </select></label
    >`;
  }

  #filter(event: InputEvent): void {
    const filter = (event.target as HTMLInputElement).value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#change({ filter }), TYPING_MS);
  }

  async #readKeys(): Promise<void> {
    try {
      this.keys = await fetchColumns();
    } catch (error) {
      this.notice = error instanceof ApiProblem ? error.message : '';
    }
  }

  #change(detail: Partial<RunsRoute>): void {
    this.dispatchEvent(new CustomEvent('change', { detail }));
  }
}

customElements.define('runs-tools', RunsTools);

declare global {
  interface HTMLElementTagNameMap {
    'runs-tools': RunsTools;
  }
}
