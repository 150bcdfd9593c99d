import { NETWORKS } from '@peasy/core';
import type { RunRow } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import { store } from '../page.js';
import type { RunLook } from '../runs/look.js';
import { Observe } from '../state/observe.js';
import { compareRoute, formatAddress, microscopeRoute, type ToolRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tables } from '../styles/tables.js';
import { CLAIMS, ownResults } from './claims.js';
import type { PostSubject } from './inside-figure.js';
import { postStyles } from './post-styles.js';
import '../elements/network-table.js';
import '../elements/plain-notice.js';
import './flatten-figure.js';
import './inside-figure.js';

/** What the post fed its networks. */
const INPUT = [32, 32, 3] as const;
const CLASSES = 2;
const CONFIGS = { dense: ['dense', 'post-dense'], cnn: ['cnn', 'post-cnn'] } as const;

/** The post of 2017 as one page to read, with its pictures live: what it did, what it found, and what its numbers are. */
export class PostView extends LitElement {
  static override styles = [base, controls, tables, postStyles];

  static override properties = { route: { attribute: false }, looks: { attribute: false } };

  declare route: ToolRoute;
  declare looks: ReadonlyMap<string, RunLook>;

  constructor() {
    super();
    new Observe(this, store);
  }

  protected override render() {
    const rows = newestOfEach(store.runs);
    const subjects = rows.flatMap((row) => this.#subjectOf(row));
    const ids = rows.map(({ id }) => id);
    return html`<h1>Dogs against cats, Dense against CNN</h1>
      <p>
        In 2017 a post showed, with Keras and 25,000 photos, how a plain dense network and a small
        convolutional one learn to tell dogs from cats, and looked inside both. This page goes
        through it again, with live figures where the post had pictures, and with what its numbers
        really mean.
      </p>
      <section aria-labelledby="photos">
        <h2 id="photos">1. What the networks see</h2>
        <p>
          Every photo is squashed to 32 × 32 pixels, whatever its shape, and its 3,072 numbers are
          divided by 255. That is all that either network gets. Try one of your own:
          <a href="predict">squash a photo and ask every run</a>.
        </p>
      </section>
      <section aria-labelledby="flatten">
        <h2 id="flatten">2. Flatten, and back</h2>
        <p>
          A dense layer takes a row of numbers, so the picture is laid out in a row: red, green, blue
          of the first pixel, then of the next. Nothing is lost, but only one order gives the picture
          back.
        </p>
        <div class="figure"><flatten-figure></flatten-figure></div>
      </section>
      <section aria-labelledby="networks">
        <h2 id="networks">3. The two networks</h2>
        <p>
          The dense one has 2.66 million weights, and each of its first 768 units looks at the whole
          photo at once. The convolutional one has 69 thousand: 32 small kernels of 3 × 3 slide over
          the photo, and look for the same thing everywhere.
        </p>
        ${(['dense', 'cnn'] as const).map(
          (name) => html`<div class="figure">
            <h3>${name === 'cnn' ? 'CNN' : 'Dense'}</h3>
            <network-table .network=${NETWORKS[name](INPUT, CLASSES)}></network-table>
          </div>`,
        )}
      </section>
      <section aria-labelledby="convolution">
        <h2 id="convolution">4. A kernel slides over a face</h2>
        <p>
          At each place nine pixels are multiplied by nine weights and summed: that is one pixel of
          the output. Where a pixel outside the photo would be needed, a zero stands, so a kernel
          that looks for edges finds one along the border. In the <a href="lab">Lab</a> you can
          step through it with any kernel, any photo, and any filter of a run.
        </p>
      </section>
      <section aria-labelledby="inside">
        <h2 id="inside">5. Inside, before training and after</h2>
        <p>
          On the left random weights, on the right trained ones, and every epoch between. The
          convolutional network's maps stay pictures of the animal: edges, light, dark. The dense
          network's outputs are drawn as pictures too, 768 of them as 16 × 16 pixels and 363 of 384 as
          11 × 11, and are nothing that an eye could read.
        </p>
        <div class="figure">
          ${
            subjects.length > 0
              ? html`<inside-figure .subjects=${subjects}></inside-figure>
                  <p>
                    <a href=${formatAddress(microscopeRoute(ids))}>Look closer in the microscope</a>:
                    point at any pixel to see the products that made it.
                  </p>`
              : invitation()
          }
        </div>
      </section>
      <section aria-labelledby="claims">
        <h2 id="claims">6. The numbers, and what they are</h2>
        <div class="scroll figure" tabindex="0" role="region" aria-label="Claims">
          <table>
            <thead>
              <tr>
                <th scope="col">Claim</th>
                <th scope="col">Published</th>
                <th scope="col">Found</th>
              </tr>
            </thead>
            <tbody>
              ${CLAIMS.map(
                ({ claim, published, found }) => html`<tr>
                  <th scope="row">${claim}</th>
                  <td>${published}</td>
                  <td>${found}</td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>
        <p>
          A number on photos that a network was trained on says how well it remembers. Only photos
          that it never saw tell how well it will do, and then only as well as their count allows.
        </p>
        ${this.#renderOwn(rows, ids)}
      </section>
      <section aria-labelledby="flip">
        <h2 id="flip">7. Does it convolve?</h2>
        <p>
          Convolution flips the kernel both ways before it slides, correlation does not. Trained
          either way a network is as good: its kernels come out flipped. But weights carried from one
          program to another must be flipped too, or a good network becomes a bad one. The Lab shows
          for any filter of a run which of the two its layer does; <code>peasy verify-convolution RUN</code>
          does so for all of them.
        </p>
      </section>`;
  }

  #renderOwn(rows: readonly RunRow[], ids: readonly string[]) {
    const results = ownResults(rows);
    if (results.length === 0) return nothing;
    return html`<h3>Runs that are here</h3>
      <ul class="prose">
        ${results.map(
          ({ run, text, isLeaking }) => html`<li>
            <a href="runs/${run.id}">${run.name}</a>: ${text}
            ${isLeaking ? html`<plain-notice inline>its test photos were trained on</plain-notice>` : nothing}
          </li>`,
        )}
      </ul>
      <p><a href=${formatAddress(compareRoute(ids))}>Compare them</a></p>`;
  }

  #subjectOf(row: RunRow): readonly PostSubject[] {
    const { value: run } = store.detail(row);
    if (!run?.network || run.snapshots.length === 0) return [];
    return [{ run, network: run.network, look: this.looks.get(run.id) }];
  }
}

/** The newest run of each of the post's networks. */
function newestOfEach(runs: readonly RunRow[]): readonly RunRow[] {
  return Object.values(CONFIGS).flatMap((configs: readonly string[]) => {
    const run = runs.find(({ config }) => config !== null && configs.includes(config));
    return run ? [run] : [];
  });
}

function invitation() {
  return html`<p class="soft">
    No run of these networks is here yet. Train both, in minutes:
    <code class="mono">npx nx run cli:train --config cnn</code> and
    <code class="mono">npx nx run cli:train --config dense</code>. The post to the letter, its leak
    included: <code class="mono">--config post-cnn</code>.
  </p>`;
}

customElements.define('post-view', PostView);

declare global {
  interface HTMLElementTagNameMap {
    'post-view': PostView;
  }
}
