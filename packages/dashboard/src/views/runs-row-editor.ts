import type { RunRow } from '@peasy/tracker/api';
import { css, html, LitElement } from 'lit';
import { fetchRun } from '../api/client.js';
import { editRun } from '../run/edit-run.js';
import { formatTags, parseTags, tagChanges } from '../runs/tag-text.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';

/**
 * The note or the tags of a run as they are being written in its row. Enter keeps, Escape does not.
 * @fires done - Event when it was kept or given up; it bubbles.
 */
export class RunsRowEditor extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
        max-width: min(900px, 90vw);
        position: sticky;
        left: 34px;
      }
      label {
        display: contents;
      }
      label span {
        flex: 0 1 auto;
        max-width: 34%;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      input {
        flex: 1 1 420px;
        min-width: 80px;
        min-height: 28px !important;
      }
      button {
        min-height: 28px !important;
      }
      .problem {
        color: var(--warning);
      }
    `,
  ];

  static override properties = {
    run: { attribute: false },
    what: {},
    problem: { state: true },
    kept: { state: true },
  };

  declare run: RunRow;
  declare what: 'note' | 'tags';
  declare private problem: string;
  /** What the record has; undefined while it comes. */
  declare private kept: string | undefined;

  #isDone = false;

  constructor() {
    super();
    this.problem = '';
  }

  protected override render() {
    const name = this.what === 'note' ? 'Note' : 'Tags';
    return html`<label
        ><span>${name} of ${this.run.name}</span
        ><input
          type="search"
          name="text"
          autocomplete="off"
          ?disabled=${this.kept === undefined}
          placeholder=${this.what === 'note' ? 'What was this run for?' : 'keep=yes, team=red'}
          .value=${this.kept ?? ''}
          @keydown=${this.#onKey}
      /></label>
      <button type="button" @click=${this.#save}>Keep</button>
      <button type="button" class="bare" @click=${this.#leave}>Cancel</button>
      <span class="problem" role="alert">${this.problem}</span>`;
  }

  protected override async firstUpdated(): Promise<void> {
    try {
      const { note, tags } = await fetchRun(this.run.id);
      this.kept = this.what === 'note' ? note : formatTags(tags);
    } catch (error) {
      this.problem = (error as Error).message;
      return;
    }
    await this.updateComplete;
    this.#input.focus();
  }

  #onKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Escape') this.#leave();
    else if (event.key === 'Enter') void this.#save();
    else return;
    event.preventDefault();
  }

  async #save(): Promise<void> {
    const text = this.#input.value;
    try {
      const edit =
        this.what === 'note'
          ? { note: text }
          : { tags: tagChanges((await fetchRun(this.run.id)).tags, parseTags(text)) };
      await editRun(this.run.id, edit);
      this.#leave();
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  #leave(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.dispatchEvent(new Event('done', { bubbles: true, composed: true }));
  }

  get #input(): HTMLInputElement {
    return this.renderRoot.querySelector('input')!;
  }
}

customElements.define('runs-row-editor', RunsRowEditor);

declare global {
  interface HTMLElementTagNameMap {
    'runs-row-editor': RunsRowEditor;
  }
}
