import { withoutMlflowFragment } from './mlflow-address.js';
import { withinMount } from './mount.js';
import { Observers } from './observers.js';
import { formatAddress, parseAddress, type Route } from './route.js';

/** The address bar as the page's state: what it says is what is shown, and Back works. */
export class Navigation extends Observers {
  route: Route = parseAddress(withoutMlflowFragment(location));

  /** Starts to follow Back, Forward, and clicks on links of this page. Returns what ends it. */
  start(): () => void {
    this.#leaveMlflow();
    const onPop = () => {
      this.#show(parseAddress(withoutMlflowFragment(location)));
      this.#leaveMlflow();
    };
    const onClick = (event: MouseEvent) => this.#follow(event);
    addEventListener('popstate', onPop);
    document.addEventListener('click', onClick);
    return () => {
      removeEventListener('popstate', onPop);
      document.removeEventListener('click', onClick);
    };
  }

  /** Goes to a route, as a new step for Back or, with `replace`, in place of the present one. */
  go(route: Route, { replace = false } = {}): void {
    const address = formatAddress(route);
    if (address === location.pathname + location.search) return;
    if (replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    this.#show(route);
  }

  /** The address bar says what is shown. */
  #leaveMlflow(): void {
    const address = withoutMlflowFragment(location);
    if (address === location.pathname + location.search) return;
    history.replaceState(null, '', address);
  }

  #show(route: Route): void {
    this.route = route;
    this.notify();
  }

  /** Plain clicks on our own links stay within the page; new tabs, downloads and other sites do not. */
  #follow(event: MouseEvent): void {
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isPlain) return;
    const link = event
      .composedPath()
      .find((target): target is HTMLAnchorElement => target instanceof HTMLAnchorElement);
    if (!link?.href || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    const path = withinMount(url.pathname);
    if (url.origin !== location.origin || path === undefined || path.startsWith('/api/')) return;
    event.preventDefault();
    this.go(parseAddress(url.pathname + url.search));
  }
}
