import type { RunRow } from '@peasy/tracker/api';
import { html, LitElement } from 'lit';
import { runPhotos } from '../inside/run-photos.js';
import { knownLayer, layerAtWork } from '../lab/known-layer.js';
import { microscopeAddress } from '../lab/lab-link.js';
import { labPhoto } from '../lab/lab-photo.js';
import { type LabState, parseLab } from '../lab/lab-state.js';
import { labSubject } from '../lab/lab-subject.js';
import { store } from '../page.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import '../lab/convolution-proof.js';

/** The post's check, live: map 0 of the first layer by hand, three ways, against the layer's own. */
export class CheckFigure extends LitElement {
  static override styles = base;

  static override properties = { row: { attribute: false }, chosen: { state: true } };

  /** The run that is shown first. */
  declare row: RunRow;
  declare private chosen: Partial<LabState>;

  constructor() {
    super();
    this.chosen = {};
    new Observe(this, store, runPhotos, layerAtWork);
  }

  protected override render() {
    const state: LabState = { ...parseLab({}), run: this.row.id, ...this.chosen };
    const subject = labSubject(state, []);
    const photo = labPhoto(state, subject.photos, subject.run);
    const known = knownLayer(subject, photo);
    return html`<convolution-proof
      .subject=${subject}
      .checked=${known?.checked}
      .photo=${typeof photo === 'string' ? undefined : photo.name}
      .link=${microscopeAddress(subject, photo)}
      .trouble=${subject.trouble ?? (typeof photo === 'string' ? photo : known?.problem)}
      @choose=${(event: CustomEvent<Partial<LabState>>) => {
        this.chosen = { ...this.chosen, ...event.detail };
      }}
    ></convolution-proof>`;
  }
}

customElements.define('check-figure', CheckFigure);

declare global {
  interface HTMLElementTagNameMap {
    'check-figure': CheckFigure;
  }
}
