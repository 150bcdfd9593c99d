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

/** Listens to the server's events, and comes back for as long as it takes. Returns what ends it. */
export function listenToServer(callbacks: EventCallbacks): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource('/api/events');
    source.onopen = callbacks.onOpen;
    const take = (message: MessageEvent<string>) => {
      callbacks.onEvent(JSON.parse(message.data) as ServerEvent);
    };
    source.onmessage = take;
    // A server may name its events by their type; both reach the page.
    source.addEventListener('runs', take);
    source.onerror = () => {
      callbacks.onLost();
      if (source?.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(open, RETRY_MS);
    };
  };
  open();
  return () => {
    clearTimeout(retry);
    source?.close();
  };
}
