import { css, html, LitElement, type PropertyValues } from 'lit';
import { formatCount } from '../format/number.js';
import {
  compareRoute,
  formatAddress,
  microscopeRoute,
  type Route,
  runsRoute,
  toolRoute,
} from '../state/route.js';
import type { Connection } from '../state/runs-store.js';
import { TOOLS, type ToolName } from '../state/tools.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import './live-dot.js';
import './theme-switch.js';

/**
 * The bar on top: name, views, search, whether the server is heard, theme.
 * @fires search - When the search is asked for.
 * @fires keys - When the sheet of keys is asked for.
 * @fires rail - When the list of runs is asked for, where it is out of sight.
 */
export class TopBar extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        position: sticky;
        top: 0;
        z-index: 2;
        display: block;
        background: var(--surface);
        border-bottom: 1px solid var(--hairline);
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        height: var(--bar-height);
        padding: 0 20px;
      }
      .name {
        display: inline-flex;
        align-items: center;
        gap: 9px;
        width: calc(var(--rail-width) - 28px);
        font-size: 1rem;
        font-weight: 680;
        letter-spacing: -0.02em;
        text-decoration: none;
      }
      .name svg {
        width: 18px;
        height: 18px;
      }
      nav {
        display: flex;
        align-self: stretch;
        margin-left: 16px;
        gap: 22px;
        flex: 1;
      }
      nav a {
        white-space: nowrap;
        display: inline-flex;
        align-items: center;
        text-decoration: none;
        font-weight: 550;
        color: var(--ink-soft);
        border-bottom: 2px solid transparent;
        border-top: 2px solid transparent;
        margin-bottom: -1px;
      }
      nav a:hover {
        color: var(--ink);
      }
      nav a[aria-current='page'] {
        color: var(--ink);
        border-bottom-color: var(--accent);
      }
      .search {
        width: min(280px, 24vw);
        justify-content: space-between;
        font-weight: 400;
        color: var(--ink-soft);
      }
      kbd {
        font: inherit;
        font-size: 0.75rem;
        padding: 0 5px;
        border: 1px solid var(--hairline);
        border-radius: 2px;
      }
      .rail {
        display: none;
      }
      .keys {
        width: 34px;
        padding: 0;
        font-size: 1rem;
      }
      /* A screen under a finger has no keys. */
      @media (pointer: coarse), (max-width: 760px) {
        .keys {
          display: none;
        }
      }
      live-dot {
        margin: 0 8px;
      }
      @media (max-width: 760px) {
        header {
          padding: 0 16px;
          gap: 0;
          height: auto;
          flex-wrap: wrap;
        }
        .name {
          width: auto;
          min-height: 48px;
          margin-right: auto;
        }
        nav {
          overflow-x: auto;
          order: 2;
          flex: 1 0 55%;
          margin: 0;
          min-height: 44px;
          scrollbar-width: none;
          /* Views go on beyond the edge. */
          mask-image: linear-gradient(to right, #000 calc(100% - 28px), transparent);
        }
        .rail {
          order: 3;
          padding: 0 0 0 4px;
        }
      }
      .search svg {
        display: none;
        width: 18px;
        height: 18px;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.75;
      }
      @media (max-width: 1180px) {
        .name {
          width: auto;
        }
        nav {
          min-width: 0;
          gap: 16px;
          overflow-x: auto;
          scrollbar-width: none;
        }
        .search {
          width: 44px;
          padding: 0;
          justify-content: center;
          border-color: transparent;
          background: none;
          color: var(--ink);
        }
        .search span,
        .search kbd {
          display: none;
        }
        .search svg {
          display: block;
        }
      }
      /* All views side by side, and the button of the runs. */
      @media (min-width: 761px) and (max-width: 1024px) {
        header {
          gap: 4px;
          padding: 0 16px;
        }
        nav {
          gap: 12px;
          margin-left: 8px;
        }
        live-dot {
          margin: 0 4px;
        }
      }
      @media (max-width: 1024px) {
        .rail {
          display: inline-flex;
        }
      }
    `,
  ];

  static override properties = {
    route: { attribute: false },
    connection: {},
    runCount: { attribute: false },
  };

  /** Where the page is. */
  declare route: Route;
  declare connection: Connection;
  /** How many runs there are. */
  declare runCount: number;

  protected override render() {
    const { selected, view } = this.route;
    const runs = formatAddress(runsRoute(selected));
    const compare = formatAddress(compareRoute(selected));
    const microscope = formatAddress(microscopeRoute(selected));
    return html`<header>
      <a class="name" href=${runs} aria-label="Peasy, all runs">
        <svg viewBox="0 0 18 18" aria-hidden="true">
          <g fill="currentColor">
            <path d="M0 0h5v5H0zM6.5 0h5v5h-5zM13 0h5v5h-5zM0 6.5h5v5H0zM13 6.5h5v5h-5zM0 13h5v5H0zM6.5 13h5v5h-5zM13 13h5v5h-5z" fill-opacity=".8"></path>
          </g>
          <path d="M6.5 6.5h5v5h-5z" fill="none" stroke="currentColor" stroke-width="1.5"></path>
        </svg>
        Peasy
      </a>
      <nav aria-label="Views">
        <a href=${runs} aria-current=${view === 'runs' || view === 'run' ? 'page' : 'false'}>Runs</a>
        <a href=${compare} aria-current=${view === 'compare' ? 'page' : 'false'}>Compare</a>
        <a href=${microscope} aria-current=${view === 'microscope' ? 'page' : 'false'}>Microscope</a>
        ${(Object.keys(TOOLS) as ToolName[]).map(
          (tool) => html`<a
            href=${formatAddress(toolRoute(tool, selected))}
            aria-current=${view === 'tool' && this.route.tool === tool ? 'page' : 'false'}
            >${TOOLS[tool]}</a
          >`,
        )}
      </nav>
      <button
        type="button"
        class="search"
        aria-label="Search runs and views"
        aria-keyshortcuts="/ Control+K"
        @click=${() => this.dispatchEvent(new Event('search'))}
      >
        <svg viewBox="0 0 18 18" aria-hidden="true">
          <circle cx="7.5" cy="7.5" r="5"></circle>
          <path d="M11.5 11.5 16 16"></path>
        </svg>
        <span>Search runs and views</span><kbd>/</kbd>
      </button>
      <live-dot .connection=${this.connection}></live-dot>
      <button
        type="button"
        class="bare keys"
        aria-label="Keys"
        aria-keyshortcuts="?"
        title="Keys (?)"
        @click=${() => this.dispatchEvent(new Event('keys'))}
      >
        ?
      </button>
      <theme-switch></theme-switch>
      <button
        type="button"
        class="bare rail"
        @click=${() => this.dispatchEvent(new Event('rail'))}
      >
        ${selected.length > 0 ? `${selected.length} selected` : `${formatCount(this.runCount)} runs`}
      </button>
    </header>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('route')) void document.fonts.ready.then(() => this.#showCurrent());
  }

  /** Brings the view that is shown into the row of views; only sideways, the page stays where it is. */
  #showCurrent(): void {
    const nav = this.renderRoot.querySelector('nav')!;
    const current = nav.querySelector('[aria-current="page"]');
    if (!current) return;
    const left = current.getBoundingClientRect().left - nav.getBoundingClientRect().left;
    nav.scrollLeft += left - nav.clientWidth / 3;
  }
}

customElements.define('top-bar', TopBar);

declare global {
  interface HTMLElementTagNameMap {
    'top-bar': TopBar;
  }
}
