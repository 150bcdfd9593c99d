import type { RunDetail, RunNetwork, SnapshotRow } from '@peasy/tracker/api';
import { html, LitElement } from 'lit';
import { networkMaps } from '../inside/inside-page.js';
import { runPhotos } from '../inside/run-photos.js';
import type { RunLook } from '../runs/look.js';
import { FIRST_MICROSCOPE_STATE } from '../state/microscope-route.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import type { PanelPhoto } from '../views/microscope-panel.js';
import '../elements/epoch-slider.js';
import '../views/microscope-panel.js';

/** A run whose insides are shown. */
export interface PostSubject {
  readonly run: RunDetail;
  readonly network: RunNetwork;
  readonly look: RunLook | undefined;
}

const GREY = { ...FIRST_MICROSCOPE_STATE, palette: 'grey', zoom: 1 } as const;

/** The post's figure, live: a photo of each class through the networks, from random weights to trained ones. */
export class InsideFigure extends LitElement {
  static override styles = base;

  static override properties = { subjects: { attribute: false }, epoch: { state: true } };

  declare subjects: readonly PostSubject[];
  declare private epoch: number | undefined;

  constructor() {
    super();
    new Observe(this, networkMaps, runPhotos);
  }

  protected override render() {
    const epochs = [
      ...new Set(this.subjects.flatMap(({ run }) => run.snapshots.map(({ epoch }) => epoch))),
    ].sort((a, b) => a - b);
    const epoch = this.epoch ?? epochs.at(-1) ?? 0;
    return html`<epoch-slider
        .epochs=${epochs}
        .epoch=${epoch}
        @epoch=${(event: CustomEvent<number>) => {
          this.epoch = event.detail;
        }}
      ></epoch-slider>
      ${this.subjects.map((subject) => this.#renderSubject(subject, epoch))}`;
  }

  #renderSubject({ run, network, look }: PostSubject, epoch: number) {
    const snapshot =
      run.snapshots.findLast((one) => one.epoch <= epoch) ?? (run.snapshots[0] as SnapshotRow);
    const photos = this.#photosOf({ run, network, look }, snapshot);
    if (typeof photos === 'string') return html`<p class="soft" role="status">${photos}</p>`;
    return html`<microscope-panel
      .run=${run}
      .network=${network}
      .look=${look}
      .snapshot=${snapshot}
      .photos=${photos}
      .settings=${GREY}
    ></microscope-panel>`;
  }

  #photosOf({ run, network }: PostSubject, snapshot: SnapshotRow): readonly PanelPhoto[] | string {
    const { value: rows, problem } = runPhotos.examples(run.id, Math.min(2, run.classes.length));
    if (!rows) return problem?.message ?? 'Reading the photos…';
    const { value, problem: unread } = runPhotos.pixels(
      run.id,
      rows.map(({ index }) => index),
    );
    if (!value) return unread?.message ?? 'Reading the photos…';
    const bytes = value.pixels.length / value.photos.length;
    return value.photos.map((photo, i) => {
      const shown = {
        key: `post-${photo.hash.slice(0, 16)}`,
        name: photo.path.split('/').at(-1)!,
        label: photo.label,
        trained: photo.trained,
        pixels: value.pixels.subarray(i * bytes, (i + 1) * bytes),
      };
      const known = networkMaps.get(
        `post ${run.id} ${shown.key}`,
        { network, snapshot: snapshot.id },
        shown,
      );
      return { ...shown, known, others: [] };
    });
  }
}

customElements.define('inside-figure', InsideFigure);

declare global {
  interface HTMLElementTagNameMap {
    'inside-figure': InsideFigure;
  }
}
