import { Observers } from '../state/observers.js';
import { PALETTES, RUN_COLOURS, type Theme } from './palette.js';

/** What a person may choose; `auto` follows the system. */
export const THEME_CHOICES = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const STORAGE_KEY = 'peasy.theme';

/** The theme in use, kept over sessions and applied to the whole page as custom properties. */
export class ThemeStore extends Observers {
  choice: ThemeChoice = readChoice();
  readonly #system = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    super();
    this.#system.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  /** The theme that is drawn. */
  get theme(): Theme {
    if (this.choice !== 'auto') return this.choice;
    return this.#system.matches ? 'dark' : 'light';
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    try {
      localStorage.setItem(STORAGE_KEY, choice);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    this.#apply();
  }

  #apply(): void {
    const { style } = document.documentElement;
    style.colorScheme = this.theme;
    for (const [name, colour] of Object.entries(PALETTES[this.theme])) {
      style.setProperty(
        `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
        colour,
      );
    }
    RUN_COLOURS[this.theme].forEach((colour, place) => {
      style.setProperty(`--run-${place}`, colour);
    });
    this.notify();
  }
}

function readChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return THEME_CHOICES.find((choice) => choice === stored) ?? 'auto';
  } catch {
    return 'auto';
  }
}
