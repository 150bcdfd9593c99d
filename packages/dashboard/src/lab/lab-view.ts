import type { ConvolutionBoundary, Tensor } from '@peasy/core';
import type { RunRow } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import { formatSignificant } from '../format/number.js';
import { rangeOf } from '../inside/colour-scale.js';
import type { FramePlace } from '../inside/frames.js';
import { ownPhotos } from '../inside/inside-page.js';
import { pixelsOf } from '../inside/own-photos.js';
import { runPhotos } from '../inside/run-photos.js';
import { navigation, store } from '../page.js';
import type { RunLook } from '../runs/look.js';
import { Observe } from '../state/observe.js';
import type { ToolRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { formatKernel, formatLab, KERNELS, type LabState, parseLab } from './lab-state.js';
import { labStyles } from './lab-styles.js';
import { grownOutput, type Slide, slideOutput, slideWindow } from './slide.js';
import '../elements/colour-key.js';
import '../elements/map-frames.js';
import '../elements/one-of.js';
import '../elements/photo-picker.js';
import './convolution-proof.js';

/** Places a second while it plays, and how wide its pictures are. */
const PLAY_MS = 60;
const WIDTH = 288;
/** Side of a photo of the user's own. */
const OWN_SIZE = 32;

/** A kernel slides over a photo: the products, their sum, and the output as it grows. And what a run's filter does. */
export class LabView extends LitElement {
  static override styles = [base, controls, labStyles];

  static override properties = {
    route: { attribute: false },
    looks: { attribute: false },
    playing: { state: true },
  };

  /** What the address asks for. */
  declare route: ToolRoute;
  declare looks: ReadonlyMap<string, RunLook>;
  declare private playing: boolean;

  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.playing = false;
    new Observe(this, store, runPhotos, ownPhotos);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override render() {
    const state = this.#state;
    const input = this.#input(state);
    return html`<h1>Convolution lab</h1>
      ${this.#renderControls(state)}
      ${
        input
          ? this.#renderBench(state, input)
          : html`<p class="soft" role="status">${this.#problem() ?? 'Reading a photo…'}</p>`
      }
      <section aria-labelledby="proof">
        <h2 id="proof">Does a network convolve or correlate?</h2>
        <convolution-proof
          .state=${state}
          @choose=${(event: CustomEvent<Partial<LabState>>) => this.#go(event.detail)}
        ></convolution-proof>
      </section>`;
  }

  #renderControls(state: LabState) {
    const named = KERNELS.find(({ rows }) => formatKernel(rows) === formatKernel(state.kernel));
    return html`<div class="bar">
        <label
          >Kernel
          <select
            @change=${(event: Event) => {
              const chosen = KERNELS[(event.target as HTMLSelectElement).selectedIndex];
              if (chosen) this.#go({ kernel: chosen.rows });
            }}
          >
            ${KERNELS.map(({ name, rows }) => html`<option ?selected=${rows === named?.rows}>${name}</option>`)}
            <option ?selected=${!named}>Own</option>
          </select>
        </label>
        <div class="kernel side-${state.kernel.length}" role="group" aria-label="Numbers of the kernel">
          ${state.kernel.map((row, y) =>
            row.map(
              (value, x) =>
                html`<input
                  inputmode="decimal"
                  aria-label=${`Row ${y + 1}, column ${x + 1}`}
                  .value=${String(Number(value.toPrecision(4)))}
                  @change=${(event: Event) => this.#set(y, x, (event.target as HTMLInputElement).value)}
                />`,
            ),
          )}
        </div>
        ${choices(
          'Slide',
          [
            ['correlation', 'Correlation'],
            ['convolution', 'Convolution'],
          ],
          state.flips ? 'convolution' : 'correlation',
          (value) => this.#go({ flips: value === 'convolution' }),
        )}
        ${choices(
          'Padding',
          [
            ['same', 'Same'],
            ['valid', 'Valid'],
          ],
          state.padding,
          (value) => this.#go({ padding: value === 'valid' ? 'valid' : 'same', place: 0 }),
        )}
        ${choices(
          'Beyond the edge',
          [
            ['fill', 'Zeros'],
            ['wrap', 'Wrap'],
            ['symm', 'Mirror'],
          ],
          state.boundary,
          (value) => this.#go({ boundary: value as ConvolutionBoundary }),
        )}
        ${choices(
          'Stride',
          [
            ['1', '1'],
            ['2', '2'],
          ],
          String(state.stride),
          (value) => this.#go({ stride: value === '2' ? 2 : 1, place: 0 }),
        )}
        ${choices(
          'Draw',
          [
            ['signed', 'Signed'],
            ['amounts', 'Amounts'],
          ],
          state.absolute ? 'amounts' : 'signed',
          (value) => this.#go({ absolute: value === 'amounts' }),
        )}
      </div>
      <div class="bar">
        <button type="button" @click=${() => this.renderRoot.querySelector('photo-picker')?.show()} ?disabled=${!this.#photoRun}>
          Choose a photo
        </button>
        <label class="button own"
          >Own photo<input type="file" accept="image/*" aria-label="Own photo" @change=${this.#own}
        /></label>
        ${
          this.#photoRun
            ? html`<photo-picker
                .run=${this.#photoRun.id}
                .classes=${[]}
                .most=${1}
                .chosen=${state.photo === undefined ? [] : [state.photo]}
                @photos=${(event: CustomEvent<readonly number[]>) => this.#go({ photo: event.detail.at(-1) })}
              ></photo-picker>`
            : nothing
        }
      </div>`;
  }

  #renderBench(state: LabState, input: readonly (readonly number[])[]) {
    const slide: Slide = { ...state, input };
    const output = slideOutput(slide);
    const last = output.length * output[0].length - 1;
    const place = Math.min(state.place, last);
    const [y, x] = [Math.floor(place / output[0].length), place % output[0].length];
    const window = slideWindow(slide, y, x);
    const size = state.kernel.length;
    const drawn = (rows: readonly (readonly number[])[]) =>
      tensorOf(state.absolute ? rows.map((row) => row.map(Math.abs)) : rows);
    const range = rangeOf(drawn(output).values);
    const zoom = Math.max(1, Math.floor(WIDTH / input[0].length));
    const within = (value: number, most: number) => Math.max(0, Math.min(most - 1, value));
    const field = {
      top: within(window.top, input.length),
      bottom: within(window.top + size - 1, input.length),
      left: within(window.left, input[0].length),
      right: within(window.left + size - 1, input[0].length),
    };
    return html`<div class="bar">
        <button type="button" ?disabled=${place === 0} @click=${() => this.#step(place - 1)}>‹</button>
        <button type="button" @click=${() => this.#toggle(last)}>${this.playing ? 'Pause' : 'Play'}</button>
        <button type="button" ?disabled=${place >= last} @click=${() => this.#step(place + 1)}>›</button>
        <input
          class="slider"
          type="range"
          min="0"
          max=${last}
          aria-label="Place of the kernel"
          aria-valuetext=${`row ${y}, column ${x}`}
          .value=${String(place)}
          @input=${(event: Event) => this.#step(Number((event.target as HTMLInputElement).value))}
        />
        <span>row ${y}, column ${x}</span>
      </div>
      <div class="bench">
        <figure>
          <map-frames
            .tensor=${tensorOf(input)}
            .ranges=${[{ from: 0, to: 1 }]}
            .palette=${'grey'}
            .zoom=${zoom}
            .outlines=${[{ frame: 0, field }]}
            .label=${'The photo, with the window of the kernel'}
          ></map-frames>
          <figcaption>The photo in grey, 0 to 1, and where the kernel lies.</figcaption>
        </figure>
        <figure>
          <table class="products" aria-label="Values times kernel">
            ${Array.from({ length: size }, (_, row) => row).map(
              (row) => html`<tr>
                ${Array.from({ length: size }, (_, column) => row * size + column).map(
                  (i) => html`<td class=${window.outside[i] ? 'outside' : ''}>
                    ${short(window.inputs[i])} · ${short(window.kernel[i])}<br />= ${short(window.products[i])}
                  </td>`,
                )}
              </tr>`,
            )}
          </table>
          <p class="sum">sum <data value=${window.sum}>${short(window.sum)}</data></p>
          <figcaption>
            ${state.flips ? 'Convolution: the kernel is flipped both ways before it is multiplied.' : 'Correlation: the kernel as it is. Networks in TensorFlow, PyTorch and Peasy do this.'}
            ${window.outside.some(Boolean) ? edgeWords(state.boundary) : nothing}
          </figcaption>
        </figure>
        <figure>
          <map-frames
            .tensor=${drawn(grownOutput(output, place))}
            .ranges=${[range]}
            .zoom=${Math.max(1, Math.floor(WIDTH / output[0].length))}
            .outlines=${[{ frame: 0, field: { top: y, bottom: y, left: x, right: x } }]}
            .label=${`The output, ${output.length} by ${output[0].length}, up to row ${y}, column ${x}`}
            @pin=${(event: CustomEvent<FramePlace>) => this.#step(event.detail.y * output[0].length + event.detail.x)}
          ></map-frames>
          <figcaption>
            The output, ${output.length} × ${output[0].length}${state.absolute ? ', in amounts' : ''}.
            <colour-key .range=${range} .palette=${'colour'}></colour-key>
          </figcaption>
        </figure>
      </div>`;
  }

  get #state(): LabState {
    return parseLab(this.route.query);
  }

  /** The newest run with photos. */
  get #photoRun(): RunRow | undefined {
    return store.runs.find((run) => run.split !== null);
  }

  /** The photo in grey, rows of 0 to 1: the user's own, the chosen, or an example. */
  #input({ photo }: LabState): readonly (readonly number[])[] | undefined {
    const own = ownPhotos.photos.at(-1);
    if (own && photo === undefined) {
      return greyOf(pixelsOf(own, [OWN_SIZE, OWN_SIZE, 3], 'squash'), OWN_SIZE, OWN_SIZE);
    }
    const run = this.#photoRun;
    if (!run) return undefined;
    const index = photo ?? runPhotos.examples(run.id, 1).value?.[0]?.index;
    if (index === undefined) return undefined;
    const { value } = runPhotos.pixels(run.id, [index]);
    return value && greyOf(value.pixels, value.shape[0], value.shape[1]);
  }

  #problem(): string | undefined {
    if (!store.loaded) return undefined;
    const run = this.#photoRun;
    if (!run)
      return 'No run has photos yet. Take one of your own, or train: npx nx run cli:train --config cnn';
    return runPhotos.examples(run.id, 1).problem?.message;
  }

  #set(y: number, x: number, text: string): void {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value)) {
      this.requestUpdate();
      return;
    }
    const kernel = this.#state.kernel.map((row, i) =>
      row.map((old, j) => (i === y && j === x ? value : old)),
    );
    this.#go({ kernel });
  }

  #toggle(last: number): void {
    if (this.playing) {
      this.#stop();
      return;
    }
    this.playing = true;
    if (this.#state.place >= last) this.#go({ place: 0 });
    this.#timer = setInterval(() => {
      const { place } = this.#state;
      if (place >= last) this.#stop();
      else this.#go({ place: place + 1 });
    }, PLAY_MS);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.playing = false;
  }

  #step(place: number): void {
    this.#stop();
    this.#go({ place });
  }

  async #own(event: Event): Promise<void> {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (!file) return;
    await ownPhotos.add(file, file.name);
    this.#go({ photo: undefined });
  }

  #go(change: Partial<LabState>): void {
    const query = formatLab({ ...this.#state, ...change });
    navigation.go({ ...this.route, query }, { replace: true });
  }
}

/** Grey by what eyes see of red, green and blue (ITU-R BT.601). */
function greyOf(pixels: Uint8Array, height: number, width: number): number[][] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => {
      const at = (y * width + x) * 3;
      return (0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2]) / 255;
    }),
  );
}

function tensorOf(rows: readonly (readonly number[])[]): Tensor {
  return { shape: [rows.length, rows[0].length, 1], values: Float32Array.from(rows.flat()) };
}

function short(value: number): string {
  return formatSignificant(value, 3);
}

function edgeWords(boundary: ConvolutionBoundary): string {
  switch (boundary) {
    case 'fill':
      return 'Shaded values are outside the photo, and zero: the border of the output is dark, or an edge, for that.';
    case 'wrap':
      return 'Shaded values are outside the photo, and come from its other side.';
    case 'symm':
      return 'Shaded values are outside the photo, and mirror what is within.';
  }
}

function choices(
  legend: string,
  all: readonly (readonly [string, string])[],
  value: string,
  choose: (value: string) => void,
) {
  return html`<one-of
    show-legend
    .legend=${legend}
    .choices=${all.map(([key, label]) => ({ value: key, label }))}
    .value=${value}
    @choose=${(event: CustomEvent<string>) => choose(event.detail)}
  ></one-of>`;
}

customElements.define('lab-view', LabView);

declare global {
  interface HTMLElementTagNameMap {
    'lab-view': LabView;
  }
}
