/**
 * Path that the page is served under: "" at the root of a site, "/peasy" where it is mounted there.
 * The server writes it into the document's base; a worker, which has no document, gets it as its name.
 */
export const MOUNT: string = globalThis.document
  ? new URL(document.baseURI).pathname.replace(/\/[^/]*$/, '')
  : ((globalThis as { name?: string }).name ?? '');

/** A path of the site as a path of the page; undefined for one outside of where the page is mounted. */
export function withinMount(pathname: string, mount = MOUNT): string | undefined {
  if (pathname === mount) return '/';
  return pathname.startsWith(`${mount}/`) ? pathname.slice(mount.length) : undefined;
}
