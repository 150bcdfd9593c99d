import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { type Explanation, explainValue } from '../inside/explain-value.js';
import { networks } from '../inside/inside-page.js';
import type { NetworkCalls } from '../inside/network-calls.js';
import { remember } from '../inside/remember.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import type { Subject } from './network-subjects.js';
import type { PanelPhoto, PointedValue } from './panel-photo.js';
import '../elements/value-loupe.js';

/** What a value is pointed at in. */
export interface PointedPhoto {
  readonly subject: Subject;
  readonly photo: PanelPhoto;
}

/**
 * How a value that is pointed at, or pinned, came about; weights come from the network's thread.
 * @fires release - CustomEvent: the pinned value is let go.
 */
export class MicroscopeLoupe extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      aside {
        position: fixed;
        right: 16px;
        bottom: 16px;
        z-index: 2;
        width: min(540px, calc(100vw - 32px));
        max-height: min(560px, 70vh);
        overflow: auto;
        padding: 12px 14px;
        background: var(--raised);
        border: 1px solid var(--edge);
        border-radius: var(--radius);
      }
      aside:not(.pinned) {
        pointer-events: none;
      }
      .foot {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-top: 8px;
      }
      @media (max-width: 760px) {
        aside {
          left: 0;
          right: 0;
          bottom: 0;
          width: 100%;
          max-height: 46vh;
          border-width: 1px 0 0;
        }
      }
    `,
  ];

  static override properties = {
    value: { attribute: false },
    of: { attribute: false },
    isPinned: { type: Boolean },
    explained: { state: true },
  };

  declare value: PointedValue | undefined;
  declare of: PointedPhoto | undefined;
  declare isPinned: boolean;
  declare private explained:
    | { readonly key: string; readonly how: Explanation; readonly computed: number }
    | undefined;

  /** What is being explained. */
  #asked = '';

  protected override render() {
    const { value, explained, of } = this;
    if (!value || !of || !explained || explained.key !== keyOf(value, of)) return nothing;
    const { layer, channel, y, x } = value;
    return html`<aside class=${this.isPinned ? 'pinned' : ''} aria-label="How the value came about">
      <value-loupe
        .heading=${`${of.subject.run.name}, ${layer}, map ${channel}, row ${y}, column ${x}`}
        .computed=${explained.computed}
        .explanation=${explained.how}
      ></value-loupe>
      <div class="foot soft">
        ${
          this.isPinned
            ? html`Pinned. Arrow keys move it.
                <button
                  type="button"
                  @click=${() => this.dispatchEvent(new CustomEvent('release'))}
                >
                  Let go
                </button>`
            : 'Click to pin'
        }
      </div>
    </aside>`;
  }

  protected override updated(_changed: PropertyValues): void {
    void this.#explain();
  }

  async #explain(): Promise<void> {
    const { value, of } = this;
    const { maps, snapshot } = of?.photo.known ?? {};
    if (!value || !of || !maps || !snapshot) return;
    const asked = `${keyOf(value, of)} ${snapshot}`;
    const tensor = maps.get(value.layer);
    if (asked === this.#asked || !tensor) return;
    this.#asked = asked;
    const { network } = of.subject;
    const weights = await layerWeights(network, value.layer)(snapshot);
    if (this.#asked !== asked) return;
    const photo = {
      shape: [...network.input],
      values: Float32Array.from(of.photo.pixels, (byte) => byte / 255),
    };
    const [, across, depth] = tensor.shape.length === 3 ? tensor.shape : [1, 1, tensor.shape[0]];
    this.explained = {
      key: keyOf(value, of),
      how: explainValue({ network, photo, maps, weights }, value.layer, value),
      computed: tensor.values[(value.y * across + value.x) * depth + value.channel],
    };
  }
}

/** Weights of one layer by snapshot, each asked for once. */
const layerWeights = remember((_network: Subject['network'], layer: string) => {
  const known = new Map<string, ReturnType<NetworkCalls['weights']>>();
  const roles = ['kernel', 'bias', 'gamma', 'beta', 'movingMean', 'movingVariance'];
  return (snapshot: string) => {
    const asked =
      known.get(snapshot) ??
      networks.weights(
        snapshot,
        roles.map((role) => `${layer}/${role}`),
      );
    known.set(snapshot, asked);
    return asked;
  };
});

/** A value of a run's maps, whatever the epoch. */
function keyOf({ photo, layer, y, x, channel }: PointedValue, { subject }: PointedPhoto): string {
  return [subject.run.id, photo, layer, y, x, channel].join(' ');
}

customElements.define('microscope-loupe', MicroscopeLoupe);

declare global {
  interface HTMLElementTagNameMap {
    'microscope-loupe': MicroscopeLoupe;
  }
}
