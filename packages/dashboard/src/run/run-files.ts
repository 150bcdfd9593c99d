import type { ArtifactRow, RunDetail } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { formatBytes } from '../format/number.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tables } from '../styles/tables.js';

/** As much of the end of a log is shown, in bytes. */
const LOG_BYTES = 64_000;

/** The files that a run left, to download; logs to read here. */
export class RunFiles extends LitElement {
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
        white-space: nowrap;
      }
      pre {
        max-height: 420px;
        margin: 8px 0 0;
        padding: 10px 12px;
        overflow: auto;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--raised);
        font-family: var(--mono);
        font-size: 0.75rem;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      details {
        margin-top: 14px;
      }
      summary {
        cursor: pointer;
        min-height: 32px;
      }
    `,
  ];

  static override properties = { detail: { attribute: false }, logs: { state: true } };

  /** The run, whole. */
  declare detail: RunDetail;
  /** Ends of logs that were opened, by path. */
  declare private logs: ReadonlyMap<string, string>;

  constructor() {
    super();
    this.logs = new Map();
  }

  protected override render() {
    const { artifacts } = this.detail;
    if (artifacts.length === 0) return html`<p class="soft">This run left no files.</p>`;
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Files">
        <table>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Type</th>
              <th scope="col" class="number">Size</th>
              <th scope="col">SHA-256</th>
            </tr>
          </thead>
          <tbody>
            ${artifacts.map(
              ({ path, mediaType, bytes, sha256 }) =>
                html`<tr>
                  <td class="mono"><a href=${this.#addressOf(path)} download>${path}</a></td>
                  <td class="soft">${mediaType}</td>
                  <td class="number">${formatBytes(bytes)}</td>
                  <td class="mono soft" title=${sha256}>${sha256.slice(0, 12)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${artifacts.filter(isLog).map((log) => this.#renderLog(log))}`;
  }

  #renderLog({ path, bytes }: ArtifactRow) {
    const words = this.logs.get(path);
    return html`<details
      @toggle=${(event: Event) =>
        (event.target as HTMLDetailsElement).open && this.#read(path, bytes)}
    >
      <summary>Read ${path}</summary>
      ${bytes > LOG_BYTES ? html`<p class="soft">Its last ${formatBytes(LOG_BYTES)} of ${formatBytes(bytes)}.</p>` : nothing}
      <pre tabindex="0" aria-label=${path}>${words ?? 'Reading…'}</pre>
    </details>`;
  }

  async #read(path: string, bytes: number): Promise<void> {
    if (this.logs.has(path)) return;
    const from = Math.max(0, bytes - LOG_BYTES);
    const response = await fetch(this.#addressOf(path), {
      ...(from > 0 && { headers: { range: `bytes=${from}-` } }),
    });
    const words = response.ok
      ? await response.text()
      : `The server answered ${response.status}: the file is not there.`;
    this.logs = new Map([...this.logs, [path, words]]);
  }

  #addressOf(path: string): string {
    const parts = path.split('/').map(encodeURIComponent).join('/');
    return `api/runs/${encodeURIComponent(this.detail.id)}/artifacts/${parts}`;
  }
}

/** Whether a file is something that a program said. */
function isLog({ path, bytes }: ArtifactRow): boolean {
  return bytes > 0 && /(\.log|(^|\/)(stdout|stderr|output)(\.txt)?)$/i.test(path);
}

customElements.define('run-files', RunFiles);

declare global {
  interface HTMLElementTagNameMap {
    'run-files': RunFiles;
  }
}
