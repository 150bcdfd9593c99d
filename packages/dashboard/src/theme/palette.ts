/** The two surfaces: warm paper, and a darkroom. */
export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Colours of one theme by meaning. */
export interface Palette {
  /** What everything lies on. */
  readonly surface: string;
  /** A sheet above it: the rail, dialogs. */
  readonly raised: string;
  /** Under the pointer, and behind bars. */
  readonly shade: string;
  readonly hairline: string;
  /** Edges of controls. */
  readonly edge: string;
  readonly ink: string;
  /** Labels, units, second thoughts: still AA on every surface. */
  readonly inkSoft: string;
  /** The grease pencil: "selected", and nothing else. */
  readonly accent: string;
  /** Warnings, always with a mark and words. */
  readonly warning: string;
  readonly warningSurface: string;
}

/** Every colour of the page but those of the runs. */
export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    surface: '#faf7f0',
    raised: '#fffdf8',
    shade: '#f0eade',
    hairline: '#e3dccd',
    edge: '#8f8675',
    ink: '#221d16',
    inkSoft: '#665d4f',
    accent: '#c2301d',
    warning: '#7a4a00',
    warningSurface: '#fbedcc',
  },
  dark: {
    surface: '#17140f',
    raised: '#1e1a15',
    shade: '#2a251e',
    hairline: '#37312a',
    edge: '#857b6b',
    ink: '#efe9de',
    inkSoft: '#b0a695',
    accent: '#ff7a5c',
    warning: '#f2c063',
    warningSurface: '#352a14',
  },
};

/**
 * Colours of runs, by place: found by search for the largest smallest OKLab distance between any
 * two under normal sight, protanopia, deuteranopia and tritanopia (palette.test.ts holds them to it).
 */
export const RUN_COLOURS: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#0061b1', '#9e5400', '#054712', '#d36388', '#9d8e09', '#2096cb', '#580b65', '#624d60'],
  dark: ['#4278d1', '#dc8918', '#75c494', '#c14f61', '#ebe283', '#a9e8fe', '#df9bfb', '#a08dac'],
};
