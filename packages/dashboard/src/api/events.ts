import type { ServerEvent } from '@peasy/tracker/api';

/** Milliseconds before a closed stream is opened again; a browser does so by itself only while the server answers. */
const RETRY_MS = 2000;

export interface EventCallbacks {
  readonly onEvent: (event: ServerEvent) => void;
  /** The stream is open: at first, and each time it came back. */
  readonly onOpen: () => void;
  /** The stream broke; it is tried again. */
  readonly onLost: () => void;
}

/**
 * Listens to the server's events, and comes back for as long as it takes. A page that nobody sees
 * does not: a browser has six connections to a server, and a seventh tab would get none. When it is
 * seen again it hears of all that changed meanwhile. Returns what ends it.
 */
export function listenToServer(callbacks: EventCallbacks): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** Where the record was when it was last heard of. */
  let since = '';
  /** There was a stream before: what changed since then is missed, all of it where it said nothing yet. */
  let isAgain = false;
  const close = () => {
    clearTimeout(retry);
    source?.close();
    source = undefined;
  };
  const open = () => {
    close();
    if (document.hidden) return;
    const missed = since || (isAgain ? '0' : '');
    const opened = new EventSource(`api/events${missed && `?since=${missed}`}`);
    isAgain = true;
    source = opened;
    opened.onopen = callbacks.onOpen;
    const take = (message: MessageEvent<string>) => {
      since = message.lastEventId;
      callbacks.onEvent(JSON.parse(message.data) as ServerEvent);
    };
    opened.onmessage = take;
    // A server may name its events by their type; both reach the page.
    opened.addEventListener('runs', take);
    opened.onerror = () => {
      if (source !== opened) return;
      callbacks.onLost();
      if (opened.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(open, RETRY_MS);
    };
  };
  open();
  document.addEventListener('visibilitychange', open);
  return () => {
    document.removeEventListener('visibilitychange', open);
    close();
  };
}
