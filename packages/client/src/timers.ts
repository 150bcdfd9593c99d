/** A timer that does not keep a program of Node alive; in the page there is nothing to do. */
export function unreferenced<T>(timer: T): T {
  (timer as { unref?: () => void }).unref?.();
  return timer;
}
