/** So far out of sight something still counts as seen, so that it is there when it is scrolled to. */
const MARGIN = 300;

/**
 * Tells whether an element is in sight, or near it: now and whenever that changes, until the returned
 * function is called.
 */
export function whenSeen(element: Element, tell: (isSeen: boolean) => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => tell(entries.at(-1)?.isIntersecting ?? false),
    { rootMargin: `${MARGIN}px 0px` },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
