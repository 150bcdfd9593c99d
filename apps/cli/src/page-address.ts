/** Port of `peasy serve` unless told: one beside MLflow's 5000, so that both can run. */
export const DEFAULT_PORT = 5050;

/** Where the page of a run is, and whether a server answers there now. */
export interface PageAddress {
  readonly url: string;
  readonly isServed: boolean;
}

/** Asks the usual port for a Peasy server; no answer within half a second is none. */
export async function findPage(path: string): Promise<PageAddress> {
  const origin = `http://127.0.0.1:${DEFAULT_PORT}`;
  const isServed = await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(500) })
    .then(async (response) => ((await response.json()) as { name?: unknown }).name === 'peasy')
    .catch(() => false);
  return { url: `${origin}${path}`, isServed };
}
