import {
  type CSSResult,
  css,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';

/** A button with a panel below it, which Escape closes. */
export abstract class RunsPopover extends LitElement {
  static override styles: CSSResult[] = [
    base,
    controls,
    css`
      :host {
        position: relative;
        display: inline-block;
      }
      .panel {
        position: absolute;
        right: 0;
        top: calc(100% + 6px);
        z-index: 4;
        width: min(360px, calc(100vw - 32px));
        padding: 12px;
        background: var(--raised);
        border: 1px solid var(--edge);
        border-radius: var(--radius);
      }
      .top {
        display: flex;
        gap: 8px;
      }
      input[type='search'] {
        flex: 1;
        min-width: 0;
      }
      ul {
        max-height: 320px;
        margin: 10px 0 0;
        overflow-y: auto;
        scrollbar-width: thin;
      }
      .foot {
        padding-top: 8px;
      }
      @media (max-width: 760px) {
        :host {
          position: static;
        }
        .panel {
          left: 16px;
          right: 16px;
          top: auto;
          width: auto;
          margin-top: 6px;
        }
      }
    `,
  ];

  static override properties: PropertyDeclarations = { isOpen: { state: true } };

  declare protected isOpen: boolean;

  constructor() {
    super();
    this.isOpen = false;
  }

  /** What the button and the panel are called. */
  protected abstract readonly label: string;

  protected abstract renderPanel(): TemplateResult;

  protected override render() {
    return html`<button
        type="button"
        aria-expanded=${this.isOpen}
        @click=${this.#toggle}
        @keydown=${this.#onKey}
      >
        ${this.label}
      </button>
      ${
        this.isOpen
          ? html`<div class="panel" role="dialog" aria-label=${this.label} @keydown=${this.#onKey}>
              ${this.renderPanel()}
            </div>`
          : nothing
      }`;
  }

  /** Called when it is opened. */
  protected opened(): void {}

  protected close(): void {
    this.isOpen = false;
  }

  #toggle(): void {
    this.isOpen = !this.isOpen;
    if (!this.isOpen) return;
    this.opened();
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('.panel input, .panel a')?.focus(),
    );
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.isOpen) return;
    event.stopPropagation();
    this.isOpen = false;
    this.renderRoot.querySelector('button')?.focus();
  }
}
