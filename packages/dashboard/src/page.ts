import { Clock } from './state/clock.js';
import { Navigation } from './state/navigation.js';
import { RunsStore } from './state/runs-store.js';
import { ThemeStore } from './theme/theme-choice.js';

/** What there is one of: the record as the page knows it, the address, the theme. Only the frame, the views and run-charts, which reads its own curves, use them. */
export const store = new RunsStore();
export const navigation = new Navigation();
export const themes = new ThemeStore();
export const clock = new Clock();
