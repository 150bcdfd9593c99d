import { inputGradientLine, outputGradientLine } from './winograd-gradient-lines';
import { inputLine, outputLine } from './winograd-lines';

/**
 * Winograd's transforms of whole maps, NHWC. A map's outputs are cut into tiles of 4x4, `across` of
 * them side by side; a call takes the tile rows from `firstRow` up to, and without, `lastRow` of
 * each of `samples` maps. Transformed values lie as 36 planes [tiles, channels], `plane` bytes apart, a
 * tile's channels `row` bytes apart. What lies outside a map is read from `zeros`, a line of them,
 * and written to `dump`, a line of its own. `strip` is scratch: 6 lines of 4 · across + 2 places.
 */

/** A line of a map, or `outside`. */
// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
function lineAt(x: usize, index: i32, height: i32, bytes: usize, outside: usize): usize {
  return <u32>index < <u32>height ? x + <usize>index * bytes : outside;
}

/** Inputs x [samples, height, width, channels], within a border of `top` and `left` zeros: BᵀdB. */
export function winogradInput(
  x: usize,
  values: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  firstRow: i32,
  lastRow: i32,
  across: i32,
  plane: usize,
  row: usize,
  zeros: usize,
  strip: usize,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  const stripLine = <usize>(across * 4 + 2) * pixel;
  const inside = strip + <usize>left * pixel;
  // The border; what lies within it is written anew for every row of tiles.
  memory.fill(strip, 0, stripLine * 6);
  for (let n = 0; n < samples; n++) {
    for (let tileRow = firstRow; tileRow < lastRow; tileRow++) {
      const at = tileRow * 4 - top;
      inputLine(
        lineAt(x, at, height, line, zeros),
        lineAt(x, at + 1, height, line, zeros),
        lineAt(x, at + 2, height, line, zeros),
        lineAt(x, at + 3, height, line, zeros),
        lineAt(x, at + 4, height, line, zeros),
        lineAt(x, at + 5, height, line, zeros),
        inside,
        stripLine,
        width * channels,
      );
      for (let tile = 0; tile < across; tile++) {
        let from = strip + <usize>(tile * 4) * pixel;
        let to = values;
        for (let i = 0; i < 6; i++) {
          inputLine(
            from,
            from + pixel,
            from + pixel * 2,
            from + pixel * 3,
            from + pixel * 4,
            from + pixel * 5,
            to,
            plane,
            channels,
          );
          from += stripLine;
          to += plane * 6;
        }
        values += row;
      }
    }
    x += <usize>height * line;
  }
}

/** Outputs y [samples, height, width, channels]: Aᵀ m A. */
export function winogradOutput(
  values: usize,
  y: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
  firstRow: i32,
  lastRow: i32,
  across: i32,
  plane: usize,
  row: usize,
  dump: usize,
  strip: usize,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  const stripLine = <usize>(across * 4) * pixel;
  for (let n = 0; n < samples; n++) {
    for (let tileRow = firstRow; tileRow < lastRow; tileRow++) {
      for (let tile = 0; tile < across; tile++) {
        let from = values;
        let to = strip + <usize>(tile * 4) * pixel;
        for (let i = 0; i < 6; i++) {
          outputLine(from, plane, to, to + pixel, to + pixel * 2, to + pixel * 3, channels);
          from += plane * 6;
          to += stripLine;
        }
        values += row;
      }
      const at = tileRow * 4;
      outputLine(
        strip,
        stripLine,
        y + <usize>at * line,
        lineAt(y, at + 1, height, line, dump),
        lineAt(y, at + 2, height, line, dump),
        lineAt(y, at + 3, height, line, dump),
        width * channels,
      );
    }
    y += <usize>height * line;
  }
}

/** The adjoint of winogradOutput, for gradients dy [samples, height, width, channels]: A dy Aᵀ. */
export function winogradOutputGradient(
  dy: usize,
  values: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
  firstRow: i32,
  lastRow: i32,
  across: i32,
  plane: usize,
  row: usize,
  zeros: usize,
  strip: usize,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  const stripLine = <usize>(across * 4) * pixel;
  // Places beyond the map's right edge.
  memory.fill(strip, 0, stripLine * 6);
  for (let n = 0; n < samples; n++) {
    for (let tileRow = firstRow; tileRow < lastRow; tileRow++) {
      const at = tileRow * 4;
      outputGradientLine(
        dy + <usize>at * line,
        lineAt(dy, at + 1, height, line, zeros),
        lineAt(dy, at + 2, height, line, zeros),
        lineAt(dy, at + 3, height, line, zeros),
        strip,
        stripLine,
        width * channels,
      );
      for (let tile = 0; tile < across; tile++) {
        let from = strip + <usize>(tile * 4) * pixel;
        let to = values;
        for (let i = 0; i < 6; i++) {
          outputGradientLine(
            from,
            from + pixel,
            from + pixel * 2,
            from + pixel * 3,
            to,
            plane,
            channels,
          );
          from += stripLine;
          to += plane * 6;
        }
        values += row;
      }
    }
    dy += <usize>height * line;
  }
}

/**
 * The adjoint of winogradInput, for gradients dx [samples, height, width, channels]: B v Bᵀ, added
 * up where tiles overlap. Rows of tiles come one after the other, from the first.
 */
export function winogradInputGradient(
  values: usize,
  dx: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  firstRow: i32,
  lastRow: i32,
  across: i32,
  plane: usize,
  row: usize,
  zeros: usize,
  dump: usize,
  strip: usize,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  const stripLine = <usize>(across * 4 + 2) * pixel;
  for (let n = 0; n < samples; n++) {
    for (let tileRow = firstRow; tileRow < lastRow; tileRow++) {
      for (let tile = 0; tile < across; tile++) {
        let from = values;
        let to = strip + <usize>(tile * 4) * pixel;
        for (let i = 0; i < 6; i++) {
          inputGradientLine(
            from,
            plane,
            tile == 0 ? zeros : to,
            tile == 0 ? zeros : to + pixel,
            to,
            to + pixel,
            to + pixel * 2,
            to + pixel * 3,
            to + pixel * 4,
            to + pixel * 5,
            channels,
          );
          from += plane * 6;
          to += stripLine;
        }
        values += row;
      }
      const at = tileRow * 4 - top;
      const first = lineAt(dx, at, height, line, dump);
      const second = lineAt(dx, at + 1, height, line, dump);
      inputGradientLine(
        strip + <usize>left * pixel,
        stripLine,
        tileRow == 0 ? zeros : first,
        tileRow == 0 ? zeros : second,
        first,
        second,
        lineAt(dx, at + 2, height, line, dump),
        lineAt(dx, at + 3, height, line, dump),
        lineAt(dx, at + 4, height, line, dump),
        lineAt(dx, at + 5, height, line, dump),
        width * channels,
      );
    }
    dx += <usize>height * line;
  }
}

/** Adds a bias to y [places, channels]. */
export function addBias(y: usize, bias: usize, places: i32, channels: i32): void {
  const pixel = (<usize>channels) << 2;
  for (let place = 0; place < places; place++) {
    for (let at: usize = 0; at < pixel; at += 16) {
      v128.store(y + at, f32x4.add(v128.load(y + at), v128.load(bias + at)));
    }
    y += pixel;
  }
}
