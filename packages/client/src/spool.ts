import type { SnapshotReason } from '@peasy/core';

/** What a run is told: each write is one of these. */
export const WRITE_KINDS = [
  'start',
  'metrics',
  'params',
  'tags',
  'snapshot',
  'artifact',
  'finish',
] as const;
/** What a write tells the server. */
export type WriteKind = (typeof WRITE_KINDS)[number];

/** A write, without its content. */
export interface Write {
  readonly kind: WriteKind;
  /** When it was told: milliseconds since 1970, by this machine's clock. */
  readonly time: number;
  /** Of a snapshot. */
  readonly step?: number;
  readonly reasons?: readonly SnapshotReason[];
  /** Of an artifact. */
  readonly path?: string;
  readonly mediaType?: string;
}

/** A write that is kept until the server has it. */
export interface KeptWrite extends Write {
  /** From 1 up, by which the server knows one that comes again. */
  readonly number: number;
  /** Of its content. */
  readonly bytes: number;
}

/** Which run a spool is for. */
export interface SpooledRun {
  readonly runId: string;
  readonly runName: string;
  /** A random text: the server counts this client's writes under it. */
  readonly writer: string;
  /** The server: "http://127.0.0.1:5050". */
  readonly url: string;
}

/** Keeps the writes of one run, in order, until the server has them. Methods throw a TrackingError where they cannot. */
export interface RunSpool {
  readonly run: SpooledRun;
  /** What the server has not acknowledged, oldest first. */
  readonly waiting: readonly KeptWrite[];
  /** Where it is, for people; undefined: in memory, gone with the program. */
  readonly place: string | undefined;
  /** Keeps a small write. */
  add(write: Write, content: Uint8Array): void;
  /** Keeps a large write; it is in the row when the promise resolves. */
  addLarge(write: Write, content: Uint8Array): Promise<void>;
  /** The content of a write that waits. */
  read(write: KeptWrite): Promise<Uint8Array>;
  /** The server has everything up to a number. */
  acknowledge(number: number): void;
  /** Takes one write out of the row: something newer makes it needless, or the server refuses it. */
  drop(write: KeptWrite): void;
  /** Shows others that a program uses it. */
  touch(): void;
  /** Lets go of it; what waits stays, where it can. */
  close(): void;
}
