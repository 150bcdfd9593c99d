/** Rows of a square kernel. */
export type KernelRows = readonly (readonly number[])[];

/** A kernel by its name. */
export interface NamedKernel {
  readonly name: string;
  readonly rows: KernelRows;
}

/** Sides that a kernel of one's own may have. */
export const KERNEL_SIDES = [3, 5] as const;

/** Kernels that everybody knows, the first one shown before another is chosen. */
export const KERNELS: readonly NamedKernel[] = [
  {
    name: 'Sobel x: edges left to right',
    rows: [
      [-1, 0, 1],
      [-2, 0, 2],
      [-1, 0, 1],
    ],
  },
  {
    name: 'Sobel y: edges top to bottom',
    rows: [
      [-1, -2, -1],
      [0, 0, 0],
      [1, 2, 1],
    ],
  },
  {
    name: 'Laplacian: edges all ways',
    rows: [
      [0, -1, 0],
      [-1, 4, -1],
      [0, -1, 0],
    ],
  },
  {
    name: 'Blur',
    rows: over(16, [
      [1, 2, 1],
      [2, 4, 2],
      [1, 2, 1],
    ]),
  },
  {
    name: 'Sharpen',
    rows: [
      [0, -1, 0],
      [-1, 5, -1],
      [0, -1, 0],
    ],
  },
  {
    name: 'Emboss',
    rows: [
      [-2, -1, 0],
      [-1, 1, 1],
      [0, 1, 2],
    ],
  },
  {
    name: 'Identity',
    rows: [
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
  },
  {
    name: 'Blur, 5 × 5',
    rows: over(256, [
      [1, 4, 6, 4, 1],
      [4, 16, 24, 16, 4],
      [6, 24, 36, 24, 6],
      [4, 16, 24, 16, 4],
      [1, 4, 6, 4, 1],
    ]),
  },
  {
    name: 'Laplacian of a blur, 5 × 5',
    rows: [
      [0, 0, -1, 0, 0],
      [0, -1, -2, -1, 0],
      [-1, -2, 16, -2, -1],
      [0, -1, -2, -1, 0],
      [0, 0, -1, 0, 0],
    ],
  },
];

/** "0,1,0;1,-4,1;0,1,0" as rows; undefined for what is no kernel of such a side. */
export function parseKernel(text: string): KernelRows | undefined {
  const rows = text
    .split(';')
    .map((row) => row.split(',').map((cell) => Number(cell.trim() || Number.NaN)));
  const isSquare =
    KERNEL_SIDES.some((side) => side === rows.length) &&
    rows.every((row) => row.length === rows.length);
  return isSquare && rows.flat().every(Number.isFinite) ? rows : undefined;
}

/** What a kernel is called; undefined for numbers of one's own. */
export function nameOfKernel(rows: KernelRows): string | undefined {
  const text = formatKernel(rows);
  return KERNELS.find((one) => formatKernel(one.rows) === text)?.name;
}

/** Rows as a text for the address. */
export function formatKernel(rows: KernelRows): string {
  return rows.map((row) => row.join(',')).join(';');
}

/** The kernel with another side: zeros around it, or only its middle. */
export function resizedKernel(rows: KernelRows, side: number): KernelRows {
  const shift = (rows.length - side) / 2;
  return Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (__, x) => rows[y + shift]?.[x + shift] ?? 0),
  );
}

function over(divisor: number, rows: KernelRows): KernelRows {
  return rows.map((row) => row.map((value) => value / divisor));
}
