/** Bit of a unit that passes nothing on, as in assembly/fused-conv2d-finish.ts. */
const DEAD = 4;

/**
 * Floating-point operations of one call, a multiply-add counted as two; 0 for a kernel that hardly
 * multiplies. What a kernel skips since it is zero is not counted.
 */
export function operationsOf(
  kernel: string,
  values: readonly number[],
  memory: ArrayBufferLike,
): number {
  switch (kernel) {
    case 'matmul': {
      const [rows, inner, columns] = values.slice(4);
      return 2 * rows * inner * columns;
    }
    case 'denseUpdate': {
      const [rows, inputs, panels] = values.slice(4);
      const dy = new Float32Array(memory, values[1], rows * panels * 8);
      return 2 * inputs * dy.reduce((count, gradient) => count + (gradient === 0 ? 0 : 1), 0);
    }
    case 'fusedConv2d': {
      const [samples, outHeight, outWidth, channels, filters] = values.slice(9);
      return 2 * samples * outHeight * outWidth * productsOf(values) * channels * filters;
    }
    case 'fusedConv2dGradient': {
      const [dx, samples, outHeight, outWidth, channels, filters] = values.slice(10);
      const winners = new Uint8Array(memory, values[6], samples * outHeight * outWidth * filters);
      const living = winners.reduce((count, code) => count + (code & DEAD ? 0 : 1), 0);
      return 2 * living * 9 * channels * (dx ? 2 : 1);
    }
    case 'multiplyPlanes': {
      const [planes, rows, panels, inner] = values.slice(12);
      return 2 * planes * rows * panels * 8 * inner;
    }
    case 'windowConv2d':
    case 'windowConv2dKernelGradient': {
      const { samples, height, width, channels, filters, kernelSize } = windowsOf(kernel, values);
      return 2 * samples * height * width * channels * filters * kernelSize ** 2;
    }
    default:
      return 0;
  }
}

/** The shape that a call works on, to be listed under. */
export function shapeOf(kernel: string, values: readonly number[]): string {
  switch (kernel) {
    case 'multiplyPlanes': {
      const [planes, rows, panels, inner] = values.slice(12);
      return `${planes} x [${rows} x ${inner}] [${inner} x ${panels * 8}]`;
    }
    case 'windowConv2d':
    case 'windowConv2dKernelGradient': {
      const { height, width, channels, filters, kernelSize } = windowsOf(kernel, values);
      return `${height} x ${width} x ${channels} to ${filters} by ${kernelSize}`;
    }
    case 'winogradInput':
    case 'winogradInputGradient':
    case 'winogradOutput':
    case 'winogradOutputGradient':
      return values.slice(3, 6).join(' x ');
    default:
      // Addresses and counters are large, shapes small.
      return values
        .filter((value) => Number.isInteger(value) && value > 1 && value < 4000)
        .join(', ');
  }
}

/** Products that fusedConv2d makes for each window, channel and filter: Winograd's transforms leave fewer. */
function productsOf(values: readonly number[]): number {
  const [outHeight, outWidth, channels] = values.slice(10);
  if (channels === 3) return 16;
  const areTiles = outHeight % 2 === 0 && outWidth % 2 === 0 && channels % 8 === 0;
  return areTiles ? 9 : 36;
}

function windowsOf(kernel: string, values: readonly number[]) {
  const shape = values.slice(kernel === 'windowConv2d' ? 4 : 3);
  const [samples, , , channels, height, width, filters, kernelSize] = shape;
  return { samples, channels, height, width, filters, kernelSize };
}
