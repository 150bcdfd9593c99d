/** What a program held at one moment, after a garbage collection. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly residentBytes: number;
  /**
   * Of that, what is not mapped from files, such as Node's own code: those pages the system takes
   * away and reads again as it likes. Null where the system does not tell.
   */
  readonly ownBytes: number | null;
  /** Of the JavaScript heap. */
  readonly heapBytes: number;
  /** Outside that heap, what Node knows of: array buffers are in it, those that threads share are not. */
  readonly externalBytes: number;
  /** Those that threads share are in it. */
  readonly arrayBufferBytes: number;
  /** Open files and sockets; null as for ownBytes. */
  readonly descriptors: number | null;
  /** Timers, sockets, requests and the like that Node has under way. */
  readonly handles: number;
  /** Null as for ownBytes. */
  readonly threads: number | null;
}

/** Reads lines of JSON, as report-resources.mjs writes them; a last line that is cut short is left out. */
export function parseSamples(text: string): Sample[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Sample);
}
