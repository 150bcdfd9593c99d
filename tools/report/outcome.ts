/** What became of a run of tests, as the reporter writes it and the test command reads it. */
export interface Outcome {
  readonly passed: number;
  readonly failures: readonly Failure[];
  readonly skips: readonly Skip[];
}

/** A failed test, or a file, suite or stray promise that failed outside of any test. */
export interface Failure {
  readonly name: string;
  readonly message: string;
}

/** A skipped test, and the reason where one was given. */
export interface Skip {
  readonly name: string;
  readonly reason: string | undefined;
}

/** The reason in a name: what stands in its last brackets. */
export function reasonInName(name: string): string | undefined {
  return [...name.matchAll(/\[([^[\]]+)\]/g)].at(-1)?.[1];
}

/** What was skipped and why, a line a reason, and what failed, a line each. */
export function outcomeLines({ failures, skips }: Outcome): string[] {
  const counts = new Map<string, number>();
  for (const { name, reason } of skips) {
    const line = reason ?? `NO REASON GIVEN, name it in brackets: ${name}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [
    ...Array.from(counts, ([reason, count]) => `skipped ${count}: ${reason}`),
    ...failures.map(({ name, message }) => `FAILED  ${name}: ${firstLine(message)}`),
  ];
}

/** The last line of `npm test`: "12 passed, 0 failed, 1 skipped". */
export function countLine({ passed, failures, skips }: Outcome): string {
  return `${passed} passed, ${failures.length} failed, ${skips.length} skipped`;
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0];
}
