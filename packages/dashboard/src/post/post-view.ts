import type { RunRow } from '@peasy/tracker/api';
import { html, LitElement } from 'lit';
import { store } from '../page.js';
import type { Asked } from '../predict/asked.js';
import { chosenSnapshot, USUAL_SNAPSHOT } from '../predict/snapshot-choice.js';
import type { RunLook } from '../runs/look.js';
import type { Details } from '../state/details.js';
import { Observe } from '../state/observe.js';
import {
  formatAddress,
  microscopeRoute,
  runRoute,
  type ToolRoute,
  toolRoute,
} from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tables } from '../styles/tables.js';
import { subjectOf } from '../views/network-subjects.js';
import { CLAIMS } from './claims.js';
import type { PostSubject } from './inside-figure.js';
import { POST_NETWORKS, runOfEach, runsOfNetwork, testedRuns } from './post-runs.js';
import { postStyles } from './post-styles.js';
import '../run/run-history.js';
import './check-figure.js';
import './curves-figure.js';
import './flatten-figure.js';
import './inside-figure.js';
import './leak-figure.js';
import './runs-figure.js';
import './shapes-table.js';
import './slide-figure.js';
import './unseen-figure.js';

/** The post of 2017 as one page to read, with its pictures live: what it did, what it found, and what its numbers are. */
export class PostView extends LitElement {
  static override styles = [base, controls, tables, postStyles];

  static override properties = {
    route: { attribute: false },
    looks: { attribute: false },
    spread: { state: true },
  };

  declare route: ToolRoute;
  declare looks: ReadonlyMap<string, RunLook>;
  /** How the weights over the epochs are drawn. */
  declare private spread: Details | undefined;

  constructor() {
    super();
    new Observe(this, store);
  }

  protected override render() {
    const rows = runOfEach(store.runs);
    const asked = rows.flatMap((row) => this.#askedOf(row));
    return html`<h1>Dogs against cats, Dense against CNN</h1>
      <p>
        In 2017 a post showed, with Keras and 25,000 photos, how a plain dense network and a small
        convolutional one learn to tell dogs from cats, and looked inside both. This page goes
        through it again, with live figures where the post had pictures, and with what its numbers
        really mean.
      </p>
      ${this.#renderData()} ${this.#renderNetworks()} ${this.#renderConvolution(rows, asked)}
      ${this.#renderInside(asked)} ${this.#renderLearning(rows)} ${this.#renderCheck(rows)}
      ${this.#renderUnseen(asked)} ${this.#renderClaims(rows)}`;
  }

  #renderData() {
    return html`<section aria-labelledby="photos">
        <h2 id="photos">1. What the networks see</h2>
        <p>
          Every photo is squashed to 32 × 32 pixels, whatever its shape, and its 3,072 numbers are
          divided by 255. That is all that either network gets. Try one of your own:
          <a href=${formatAddress(toolRoute('predict'))}>squash a photo and ask every run</a>.
        </p>
      </section>
      <section aria-labelledby="flatten">
        <h2 id="flatten">2. Flatten, and back</h2>
        <p>
          A dense layer takes a row of numbers, so the picture is laid out in a row: red, green, blue
          of the first pixel, then of the next. Nothing is lost, but only one order gives the picture
          back. The post calls what the others give crazy.
        </p>
        <div class="figure"><flatten-figure></flatten-figure></div>
      </section>`;
  }

  #renderNetworks() {
    return html`<section aria-labelledby="networks">
      <h2 id="networks">3. The two networks</h2>
      <p>
        The dense one has 2.66 million weights, and each of its first 768 units looks at the whole
        photo at once. The convolutional one has 69 thousand: 32 small kernels of 3 × 3 slide over
        the photo, and look for the same thing everywhere. Kernels lie here as rows × columns ×
        channels × filters; the published file, of Theano, has filters first.
      </p>
      <div class="pair figure">
        ${(['dense', 'cnn'] as const).map((name) => {
          const title = name === 'cnn' ? 'CNN' : 'Dense';
          return html`<div>
            <h3>${title}</h3>
            <shapes-table .network=${POST_NETWORKS[name]} .name=${title}></shapes-table>
          </div>`;
        })}
      </div>
    </section>`;
  }

  #renderConvolution([first]: readonly RunRow[], asked: readonly Asked[]) {
    const row = first && asked.find(({ run }) => run.id === first.id)?.row;
    return html`<section aria-labelledby="convolution">
      <h2 id="convolution">4. A kernel slides over a face</h2>
      <p>
        At each place nine pixels are multiplied by nine weights and summed: that is one pixel of
        the output, drawn by its amount as in the post. Where a pixel outside the photo would be
        needed, a zero stands, so the border of the photo is black, and a kernel that looks for edges
        finds one along it.
      </p>
      <div class="figure">
        <slide-figure
          .row=${row}
          .run=${asked.find(({ run }) => run.id === row?.id)?.run}
        ></slide-figure>
      </div>
    </section>`;
  }

  #renderInside(asked: readonly Asked[]) {
    const subjects = asked.map(
      ({ run, network }): PostSubject => ({ run, network, look: this.looks.get(run.id) }),
    );
    return html`<section aria-labelledby="inside">
      <h2 id="inside">5. Inside, before training and after</h2>
      <p>
        On the left of the slider random weights, on its right trained ones, and every epoch between.
        The convolutional network's maps stay pictures of the animal: edges, light, dark. The dense
        network's outputs are drawn as pictures too, 768 of them as 16 × 16 pixels and 363 of 384 as
        11 × 11, and are nothing that an eye could read.
      </p>
      <div class="figure">
        ${
          subjects.length > 0
            ? html`<inside-figure .subjects=${subjects}></inside-figure>
                <p>
                  <a href=${formatAddress(microscopeRoute(subjects.map(({ run }) => run.id)))}
                    >Look closer in the microscope</a
                  >: point at any pixel to see the products that made it.
                </p>`
            : invitation()
        }
      </div>
    </section>`;
  }

  #renderLearning(rows: readonly RunRow[]) {
    const [convolving] = runsOfNetwork(rows, 'cnn');
    const charted = rows.flatMap((run) => {
      const look = this.looks.get(run.id);
      return look ? [{ run, look }] : [];
    });
    return html`<section aria-labelledby="learning">
      <h2 id="learning">6. How they learned</h2>
      <p>
        The thin line is what a network says of photos that it trains on, the strong one of photos that
        it does not. Where they part it begins to learn its photos by heart.
      </p>
      <div class="figure">
        ${charted.length > 0 ? html`<curves-figure .runs=${charted}></curves-figure>` : invitation()}
      </div>
      ${
        convolving
          ? html`<div class="figure">
                <run-history
                  .run=${convolving}
                  .details=${this.spread}
                  @details=${({ detail }: CustomEvent<Details>) => {
                    this.spread = detail;
                  }}
                ></run-history>
              </div>
              <p>
                <a href=${formatAddress(runRoute(convolving.id))}>All of this run on its page</a>: its
                settings, its machine, the photos it is most wrong on, and the command that repeats it.
              </p>`
          : ''
      }
    </section>`;
  }

  #renderCheck(rows: readonly RunRow[]) {
    const [convolving] = runsOfNetwork(rows, 'cnn');
    return html`<section aria-labelledby="flip">
      <h2 id="flip">7. Does it convolve?</h2>
      <p>
        Convolution flips the kernel both ways before it slides, correlation does not. Trained
        either way a network is as good: its kernels come out flipped. But weights carried from one
        program to another must be flipped too, or a good network becomes a bad one. So the post
        computed map 0 of its first layer by hand, three ways; <code>peasy verify-convolution RUN</code>
        does it for every filter of a run.
      </p>
      <div class="figure">
        ${convolving ? html`<check-figure .row=${convolving}></check-figure>` : invitation()}
      </div>
    </section>`;
  }

  #renderUnseen(asked: readonly Asked[]) {
    return html`<section aria-labelledby="unseen">
      <h2 id="unseen">8. Photos that it never saw</h2>
      <p>
        The post ends on a grid of photos with the network's two probabilities above each, and one
        photo from outside. Here the photos are ones that the run did not train on, what is wrong is
        marked, and how many are right is said with its interval.
      </p>
      <div class="figure">
        ${
          asked.length > 0
            ? html`<unseen-figure .asked=${asked} .looks=${this.looks}></unseen-figure>`
            : invitation()
        }
      </div>
    </section>`;
  }

  #renderClaims(rows: readonly RunRow[]) {
    const tested = testedRuns(store.runs);
    return html`<section aria-labelledby="claims">
        <h2 id="claims">9. The numbers, and what they are</h2>
        <div class="figure"><leak-figure></leak-figure></div>
        <div class="scroll figure" tabindex="0" role="region" aria-label="Claims">
          <table>
            <thead>
              <tr>
                <th scope="col">Claim, and what was published</th>
                <th scope="col">Found</th>
              </tr>
            </thead>
            <tbody>
              ${CLAIMS.map(
                ({ claim, published, found }) => html`<tr>
                  <th scope="row">${claim}<br /><span class="soft">${published}</span></th>
                  <td>${found}</td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>
        <p>
          A number on photos that a network was trained on says how well it remembers. Only photos
          that it never saw tell how well it will do, and then only as well as their count allows.
          <code>npx peasy reproduce post</code> does the whole experiment again, both splits, and holds
          each claim to what comes.
        </p>
      </section>
      <section aria-labelledby="here">
        <h2 id="here">10. Runs that are here</h2>
        ${
          tested.length > 0
            ? html`<div class="figure">
                <runs-figure .runs=${tested} .pair=${rows} .looks=${this.looks}></runs-figure>
              </div>`
            : invitation()
        }
      </section>`;
  }

  #askedOf(row: RunRow): readonly Asked[] {
    const subject = subjectOf(row);
    if (typeof subject === 'string') return [];
    return [{ ...subject, choice: chosenSnapshot(subject.snapshots, USUAL_SNAPSHOT) }];
  }
}

function invitation() {
  if (!store.loaded) {
    return html`<p class="soft" role="status">${store.problem ?? 'Reading the runs…'}</p>`;
  }
  return html`<p class="soft">
    No run of these networks is here yet. Train both, in minutes:
    <code class="mono">npx peasy train --config cnn</code> and
    <code class="mono">npx peasy train --config dense</code>. The post to the letter, its leak
    included: <code class="mono">--config post-cnn</code>.
  </p>`;
}

customElements.define('post-view', PostView);

declare global {
  interface HTMLElementTagNameMap {
    'post-view': PostView;
  }
}
