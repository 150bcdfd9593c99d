import { css, html, LitElement, svg } from 'lit';
import { themes } from '../page.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { THEME_CHOICES, type ThemeChoice } from '../theme/theme-choice.js';

const SHAPES: Readonly<Record<ThemeChoice, ReturnType<typeof svg>>> = {
  auto: svg`<circle cx="9" cy="9" r="6.25"></circle><path d="M9 2.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor"></path>`,
  light: svg`<circle cx="9" cy="9" r="3.25"></circle><path d="M9 1.5v2M9 14.5v2M1.5 9h2M14.5 9h2M3.7 3.7l1.4 1.4M12.9 12.9l1.4 1.4M3.7 14.3l1.4-1.4M12.9 5.1l1.4-1.4"></path>`,
  dark: svg`<path d="M15.2 11.2A6.7 6.7 0 0 1 6.8 2.8a6.7 6.7 0 1 0 8.4 8.4z"></path>`,
};

/** Goes round: as the system, light, dark. */
export class ThemeSwitch extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      svg {
        width: 18px;
        height: 18px;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      button {
        width: 34px;
        padding: 0;
      }
      @media (max-width: 760px) {
        button {
          width: 44px;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Observe(this, themes);
  }

  protected override render() {
    const { choice } = themes;
    const next = THEME_CHOICES[(THEME_CHOICES.indexOf(choice) + 1) % THEME_CHOICES.length];
    const words = `Theme: ${choice}. Switch to ${next}`;
    return html`<button
      type="button"
      class="bare"
      aria-label=${words}
      title=${words}
      @click=${() => themes.choose(next)}
    >
      <svg viewBox="0 0 18 18" aria-hidden="true">${SHAPES[choice]}</svg>
    </button>`;
  }
}

customElements.define('theme-switch', ThemeSwitch);

declare global {
  interface HTMLElementTagNameMap {
    'theme-switch': ThemeSwitch;
  }
}
