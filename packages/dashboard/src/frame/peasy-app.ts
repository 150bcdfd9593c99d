import { css, html, LitElement, type PropertyValues } from 'lit';
import { navigation, store, themes } from '../page.js';
import { findRuns } from '../runs/reference.js';
import { withinMount } from '../state/mount.js';
import { Observe } from '../state/observe.js';
import { runsRoute, type ToolRoute } from '../state/route.js';
import type { RunsStore } from '../state/runs-store.js';
import { base } from '../styles/base.js';
import { LAZY_VIEWS } from './lazy-views.js';
import { titleOf } from './page-title.js';
import './connection-banner.js';
import './keys-sheet.js';
import './photo-notice.js';
import './rail-sheet.js';
import './run-rail.js';
import './run-search.js';
import './top-bar.js';
import '../views/missing-view.js';
import '../views/runs-view.js';

/** The whole page: bar, rail, and the view that the address asks for. */
export class PeasyApp extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-height: 100vh;
      }
      .skip {
        position: absolute;
        left: 8px;
        top: -48px;
        z-index: 3;
        padding: 6px 10px;
        background: var(--ink);
        color: var(--surface);
      }
      .skip:focus {
        top: 8px;
      }
      .below {
        display: grid;
        grid-template-columns: var(--rail-width) minmax(0, 1fr);
      }
      run-rail {
        position: sticky;
        top: var(--bar-height);
        height: calc(100vh - var(--bar-height));
        border-right: 1px solid var(--hairline);
      }
      main {
        padding: 24px 24px 64px;
        min-width: 0;
        max-width: 2000px;
        outline: none;
      }
      /* A rail would leave a table no room for its accuracies. */
      @media (max-width: 1024px) {
        .below {
          display: block;
        }
        .below > run-rail {
          display: none;
        }
        main {
          padding-inline: 16px;
        }
      }
      @media (max-width: 760px) {
        main {
          padding: 16px 16px 56px;
        }
      }
    `,
  ];

  static override properties = { highlighted: { state: true } };

  /** The run that is pointed at, in the rail or on a curve. */
  declare private highlighted: string | undefined;

  #stops: readonly (() => void)[] = [];
  #shownView = '';

  constructor() {
    super();
    new Observe(this, store, navigation, themes);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (withinMount(location.pathname) === '/') navigation.go(runsRoute(), { replace: true });
    this.#stops = [navigation.start(), store.start()];
    addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    removeEventListener('keydown', this.#onKey);
  }

  protected override willUpdate(): void {
    const { route } = navigation;
    store.want(route.view === 'run' ? [...route.selected, route.run] : route.selected);
  }

  protected override render() {
    const { looks } = store;
    return html`<nav aria-label="Skip">
        <a class="skip" href="#view" @click=${this.#skip}>Skip to the view</a>
      </nav>
      <top-bar
        .route=${navigation.route}
        .connection=${store.connection}
        .runCount=${store.total}
        @search=${this.#openSearch}
        @rail=${this.#openRail}
        @keys=${this.#openKeys}
      ></top-bar>
      <connection-banner .connection=${store.connection}></connection-banner>
      <div class="below">
        <run-rail
          .looks=${looks}
          .highlighted=${this.highlighted}
          @highlight=${this.#highlight}
        ></run-rail>
        <main id="view" tabindex="-1">${this.#renderView(looks)}</main>
      </div>
      <run-search .looks=${looks} @keys=${this.#openKeys}></run-search>
      <rail-sheet .looks=${looks}></rail-sheet>
      <keys-sheet></keys-sheet>
      <photo-notice></photo-notice>`;
  }

  #renderView(looks: RunsStore['looks']) {
    const { route } = navigation;
    switch (route.view) {
      case 'runs':
        return html`<runs-view .route=${route} .looks=${looks}></runs-view>`;
      case 'run':
        void LAZY_VIEWS.run();
        return html`<run-view .route=${route} .looks=${looks}></run-view>`;
      case 'compare':
        void LAZY_VIEWS.compare();
        return html`<compare-view
          .route=${route}
          .looks=${looks}
          .highlighted=${this.highlighted}
          @highlight=${this.#highlight}
        ></compare-view>`;
      case 'microscope':
        void LAZY_VIEWS.microscope();
        return html`<microscope-view .route=${route} .looks=${looks}></microscope-view>`;
      case 'tool':
        return this.#renderTool(route, looks);
      case 'missing':
        return html`<missing-view
          heading="There is no such page"
          words="Nothing is at ${route.path}."
        ></missing-view>`;
    }
  }

  #renderTool(route: ToolRoute, looks: RunsStore['looks']) {
    void LAZY_VIEWS[route.tool]();
    switch (route.tool) {
      case 'predict':
        return html`<predict-view .route=${route} .looks=${looks}></predict-view>`;
      case 'lab':
        return html`<lab-view .route=${route} .looks=${looks}></lab-view>`;
      case 'post':
        return html`<post-view .route=${route} .looks=${looks}></post-view>`;
      case 'sql':
        return html`<sql-view .route=${route} .looks=${looks}></sql-view>`;
    }
  }

  protected override updated(_changed: PropertyValues): void {
    const { route } = navigation;
    const selected = findRuns(store.runs, route.selected).found;
    document.title = titleOf(
      route,
      selected.map(({ name }) => name),
    );
    const shown =
      route.view === 'run' ? `run/${route.run}` : route.view === 'tool' ? route.tool : route.view;
    // A screen reader and the Tab key start in the new view; the first one starts at the top.
    if (this.#shownView && shown !== this.#shownView) {
      scrollTo(0, 0);
      this.#main?.focus({ preventScroll: true });
    }
    this.#shownView = shown;
  }

  get #main(): HTMLElement | null {
    return this.renderRoot.querySelector('main');
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const isCommand = event.key === 'k' && (event.ctrlKey || event.metaKey);
    const isSearch = isCommand || (event.key === '/' && !isTyping(event));
    const isHelp = event.key === '?' && !isTyping(event);
    if (!isSearch && !isHelp) return;
    event.preventDefault();
    if (isSearch) this.#openSearch();
    else this.#openKeys();
  };

  #openSearch(): void {
    this.renderRoot.querySelector('run-search')?.show();
  }

  #openKeys(): void {
    this.renderRoot.querySelector('keys-sheet')?.show();
  }

  #openRail(): void {
    this.renderRoot.querySelector('rail-sheet')?.show();
  }

  #highlight(event: CustomEvent<string | null>): void {
    this.highlighted = event.detail ?? undefined;
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.#main?.focus();
  }
}

/** Whether a key goes into a field; that of a dialog just closed has the focus a moment longer. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  const isField =
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type));
  return isField && target.checkVisibility();
}

customElements.define('peasy-app', PeasyApp);

declare global {
  interface HTMLElementTagNameMap {
    'peasy-app': PeasyApp;
  }
}
