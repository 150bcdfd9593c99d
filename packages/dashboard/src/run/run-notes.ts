import type { RunDetail } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { trashRun } from '../api/run-edits.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { editRun, type RunEdit } from './edit-run.js';
import '../elements/plain-notice.js';

/** A run's note and tags, which can be changed, and its way into the trash. */
export class RunNotes extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr));
        gap: 24px 48px;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 10px;
        margin-bottom: 6px;
      }
      .note {
        white-space: pre-wrap;
        max-width: 72ch;
        overflow-wrap: anywhere;
      }
      textarea,
      input {
        font: inherit;
        color: inherit;
        background: var(--raised);
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        padding: 6px 9px;
        min-height: 32px;
        min-width: 0;
      }
      textarea {
        width: 100%;
        min-height: 96px;
        resize: vertical;
      }
      input {
        flex: 1 1 90px;
      }
      .buttons,
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 8px;
        max-width: 440px;
      }
      .tags {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      .tags li {
        display: flex;
        align-items: center;
        gap: 6px;
        padding-left: 8px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        overflow-wrap: anywhere;
      }
      .tags button {
        min-height: 26px;
        color: var(--ink-soft);
      }
      plain-notice {
        margin-top: 12px;
        width: fit-content;
      }
      @media (pointer: coarse), (max-width: 760px) {
        textarea,
        input {
          font-size: 1rem;
          min-height: 44px;
        }
        .tags button {
          min-height: 44px;
        }
      }
    `,
  ];

  static override properties = {
    detail: { attribute: false },
    draft: { state: true },
    problem: { state: true },
  };

  /** The run, whole. */
  declare detail: RunDetail;
  /** The note as it is being written; undefined: it is not. */
  declare private draft: string | undefined;
  declare private problem: string | undefined;

  protected override render() {
    return html`<div class="columns">${this.#renderNote()} ${this.#renderTags()}</div>
      ${this.problem ? html`<plain-notice role="alert">${this.problem}</plain-notice>` : nothing}`;
  }

  #renderNote() {
    const { note } = this.detail;
    if (this.draft === undefined) {
      return html`<section aria-labelledby="note">
        <div class="head">
          <h2 id="note">Note</h2>
          <button
            type="button"
            class="bare"
            @click=${() => {
              this.draft = note;
            }}
          >
            ${note ? 'Edit note' : 'Write a note'}
          </button>
        </div>
        ${note ? html`<p class="note">${note}</p>` : html`<p class="soft">What was this run for?</p>`}
      </section>`;
    }
    return html`<section aria-labelledby="note">
      <div class="head"><h2 id="note">Note</h2></div>
      <textarea
        aria-labelledby="note"
        .value=${this.draft}
        @input=${(event: Event) => {
          this.draft = (event.target as HTMLTextAreaElement).value;
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Escape') this.draft = undefined;
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void this.#saveNote();
        }}
      ></textarea>
      <div class="buttons">
        <button type="button" @click=${this.#saveNote}>Save note</button>
        <button
          type="button"
          class="bare"
          @click=${() => {
            this.draft = undefined;
          }}
        >
          Cancel
        </button>
      </div>
    </section>`;
  }

  #renderTags() {
    const tags = Object.entries(this.detail.tags);
    return html`<section aria-labelledby="tags">
      <div class="head"><h2 id="tags">Tags</h2></div>
      ${
        tags.length > 0
          ? html`<ul class="tags">
              ${tags.map(
                ([key, value]) =>
                  html`<li>
                    <span><span class="soft">${key}</span> ${value}</span>
                    <button
                      type="button"
                      class="bare"
                      aria-label="Remove tag ${key}"
                      @click=${() => this.#edit({ tags: { [key]: null } })}
                    >
                      ×
                    </button>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      <form @submit=${this.#addTag}>
        <input name="key" aria-label="Name of the tag" placeholder="name" required autocomplete="off" />
        <input name="value" aria-label="Value of the tag" placeholder="value" autocomplete="off" />
        <button>Add tag</button>
      </form>
      <div class="buttons">
        <button type="button" class="bare" @click=${this.#trash}>Move run to the trash</button>
      </div>
    </section>`;
  }

  async #saveNote(): Promise<void> {
    if (await this.#edit({ note: this.draft ?? '' })) this.draft = undefined;
  }

  async #addTag(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const key = String(fields.get('key')).trim();
    if (key && (await this.#edit({ tags: { [key]: String(fields.get('value')) } }))) form.reset();
  }

  /** The server's event brings the change into the page. Answers whether it was taken. */
  async #edit(edit: RunEdit): Promise<boolean> {
    return this.#attempt(() => editRun(this.detail.id, edit));
  }

  async #trash(): Promise<void> {
    await this.#attempt(() => trashRun(this.detail.id));
  }

  async #attempt(change: () => Promise<RunDetail>): Promise<boolean> {
    try {
      const changed = await change();
      this.detail = changed;
      this.problem = undefined;
      return true;
    } catch (error) {
      this.problem = (error as Error).message;
      return false;
    }
  }
}

customElements.define('run-notes', RunNotes);

declare global {
  interface HTMLElementTagNameMap {
    'run-notes': RunNotes;
  }
}
