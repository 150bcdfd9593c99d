import { css, html, LitElement } from 'lit';
import { base } from '../styles/base.js';
import { tables } from '../styles/tables.js';

type Value = string | number | boolean | null;

/** Names with their values, a row each: the name quiet, the value in the mono face. */
export class KeyValues extends LitElement {
  static override styles = [
    base,
    tables,
    css`
      table {
        table-layout: fixed;
      }
      th {
        width: 44%;
        color: var(--ink-soft);
        overflow-wrap: anywhere;
      }
      td {
        overflow-wrap: anywhere;
      }
      th,
      td {
        padding-block: 4px;
      }
    `,
  ];

  static override properties = { entries: { attribute: false } };

  /** What to show, in its own order. */
  declare entries: Readonly<Record<string, Value>>;

  protected override render() {
    const entries = Object.entries(this.entries);
    if (entries.length === 0) return html`<p class="soft">Nothing was recorded.</p>`;
    return html`<table>
      <tbody>
        ${entries.map(
          ([name, value]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td class="mono">${formatValue(value)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

function formatValue(value: Value) {
  if (value === null) return html`<span class="soft">unknown</span>`;
  if (value === '') return html`<span class="soft">empty</span>`;
  return String(value);
}

customElements.define('key-values', KeyValues);

declare global {
  interface HTMLElementTagNameMap {
    'key-values': KeyValues;
  }
}
