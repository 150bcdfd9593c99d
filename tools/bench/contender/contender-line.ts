/** A contender stands ready: warmed up, its first epoch or steps behind it. */
export interface ReadyLine {
  readonly kind: 'ready';
  /** "PyTorch 2.15.0". */
  readonly version: string;
  /** Trainable parameters, to show that all train the same network. */
  readonly parameters: number;
  /** What it says that it runs on. */
  readonly device: string;
}

/** One measured window of training. */
export interface WindowLine {
  readonly kind: 'window';
  readonly photos: number;
  readonly seconds: number;
  /** That all its threads were on a core. */
  readonly cpuSeconds: number;
  /** Mean loss of the window (of its last epoch, for a contender that counts by epochs). */
  readonly loss: number;
}

export type ContenderLine = ReadyLine | WindowLine;

const PREFIX = '@bench ';

/**
 * What a line of a contender's standard output says to the bench; undefined for what a framework writes there.
 * @throws for a line that is meant for the bench and is not what it should be.
 */
export function parseContenderLine(line: string): ContenderLine | undefined {
  if (!line.startsWith(PREFIX)) return undefined;
  const value = JSON.parse(line.slice(PREFIX.length)) as ContenderLine;
  const good =
    value.kind === 'ready'
      ? Number.isInteger(value.parameters) && typeof value.version === 'string'
      : value.kind === 'window' && value.photos > 0 && value.seconds > 0 && value.cpuSeconds >= 0;
  if (!good) throw new Error(`Expected a ready or a window line from a contender, got: ${line}`);
  return value;
}

/** The line that says it. */
export function formatContenderLine(line: ContenderLine): string {
  return `${PREFIX}${JSON.stringify(line)}\n`;
}
