/** Linear-light red, green and blue, 0..1. */
export type LinearColour = readonly [red: number, green: number, blue: number];

/** Kinds of colour sight that the page is checked for. */
export const SIGHTS = ['normal', 'protan', 'deutan', 'tritan'] as const;
export type Sight = (typeof SIGHTS)[number];

/** Full-severity matrices of Machado, Oliveira and Fernandes (IEEE TVCG 15, 2009), for linear light. */
const SIGHT_MATRICES: Readonly<Record<Sight, readonly LinearColour[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** A `#rrggbb` colour as an eye of that kind takes it in. */
export function seenAs(hex: string, sight: Sight): LinearColour {
  const [red, green, blue] = linear(hex);
  const [r, g, b] = SIGHT_MATRICES[sight].map((row) =>
    Math.min(1, Math.max(0, row[0] * red + row[1] * green + row[2] * blue)),
  );
  return [r, g, b];
}

/** Contrast ratio of two `#rrggbb` colours, 1..21 (WCAG 2.2). */
export function contrast(first: string, second: string): number {
  const [dark, light] = [luminance(linear(first)), luminance(linear(second))].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Distance in OKLab (B. Ottosson, 2020); black to white is 1. */
export function oklabDistance(first: LinearColour, second: LinearColour): number {
  const a = oklab(first);
  const b = oklab(second);
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function linear(hex: string): LinearColour {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return [r, g, b];
}

function luminance([red, green, blue]: LinearColour): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function oklab([r, g, b]: LinearColour): LinearColour {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
