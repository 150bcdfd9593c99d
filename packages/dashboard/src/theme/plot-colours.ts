import type { PlotColours } from '../charts/plot-model.js';
import { PALETTES, RUN_COLOURS, type Theme } from './palette.js';

const COLOURS: Readonly<Record<Theme, PlotColours>> = {
  light: { palette: PALETTES.light, runs: RUN_COLOURS.light },
  dark: { palette: PALETTES.dark, runs: RUN_COLOURS.dark },
};

/** Colours for canvases; the same object for the same theme, so that charts see when it changes. */
export function plotColours(theme: Theme): PlotColours {
  return COLOURS[theme];
}
