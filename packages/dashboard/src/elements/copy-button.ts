import { html, LitElement } from 'lit';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';

/** How long "Copied" stays. */
const SHOWN_MS = 2000;

/**
 * Copies a text and says so.
 * @slot - What the button is called.
 */
export class CopyButton extends LitElement {
  static override styles = [base, controls];

  static override properties = { text: {}, outcome: { state: true } };

  /** What is copied. Empty: the address of the page. */
  declare text: string;
  declare private outcome: 'copied' | 'refused' | undefined;

  constructor() {
    super();
    this.text = '';
  }

  protected override render() {
    return html`<button type="button" @click=${this.#copy}>
      <span aria-live="polite">${this.#words()}</span>
    </button>`;
  }

  #words() {
    if (this.outcome === 'copied') return 'Copied';
    if (this.outcome === 'refused') return 'The browser refused';
    return html`<slot></slot>`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text || location.href);
      this.outcome = 'copied';
    } catch {
      this.outcome = 'refused';
    }
    setTimeout(() => {
      this.outcome = undefined;
    }, SHOWN_MS);
  }
}

customElements.define('copy-button', CopyButton);

declare global {
  interface HTMLElementTagNameMap {
    'copy-button': CopyButton;
  }
}
