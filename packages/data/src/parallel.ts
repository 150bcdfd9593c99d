/**
 * Visits every item, `width` at a time, started in order. The first error stops new visits; it is
 * thrown once the visits under way have ended, so nothing runs on behind the caller's back.
 * @throws the signal's reason when it is aborted.
 */
export async function forEachParallel<T>(
  items: readonly T[],
  width: number,
  signal: AbortSignal | undefined,
  visit: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed = false;
  const walk = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        signal?.throwIfAborted();
        await visit(items[index], index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const walks = Array.from({ length: Math.min(width, items.length) }, walk);
  const failure = (await Promise.allSettled(walks)).find((walk) => walk.status === 'rejected');
  if (failure) throw failure.reason;
  signal?.throwIfAborted();
}
