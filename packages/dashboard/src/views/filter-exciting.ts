import type { Network } from '@peasy/core';
import type { RunDetail, SnapshotRow } from '@peasy/tracker/api';
import { html, LitElement } from 'lit';
import { formatSignificant } from '../format/number.js';
import { ASCENT_SIZE, ASCENT_STEPS, type ExcitingInput } from '../inside/exciting-input.js';
import { answers, studies } from '../inside/inside-page.js';
import { WHOLE_RANGE } from '../inside/photo-tensor.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { filterFigure } from './filter-figure-styles.js';
import { stripFile } from './filter-files.js';
import '../elements/map-frames.js';
import '../elements/save-pictures.js';

/** Side of the picture, in pixels. */
const SIDE = 128;

/** An input that excites a filter, or a unit: where gradient ascent comes to. */
export class FilterExciting extends LitElement {
  static override styles = [base, filterFigure];

  static override properties = {
    run: { attribute: false },
    network: { attribute: false },
    snapshot: { attribute: false },
    layer: {},
    filter: { type: Number },
  };

  declare run: RunDetail;
  declare network: Network;
  declare snapshot: SnapshotRow;
  declare layer: string;
  declare filter: number;

  constructor() {
    super();
    new Observe(this, answers);
  }

  protected override render() {
    const of = { network: this.network, snapshot: this.snapshot.id };
    const { layer, filter } = this;
    const { value, problem, isOld } = answers.standing<ExcitingInput>(
      `exciting ${this.run.id} ${layer} ${filter}`,
      `exciting ${of.snapshot} ${layer} ${filter}`,
      () => studies.exciting(of, { layer, channel: filter }),
    );
    if (!value) {
      return html`<p class="soft" role="status">${problem?.message ?? 'Climbing to the input that excites it…'}</p>`;
    }
    const isFilter = this.network.layers.find(({ name }) => name === layer)?.kind === 'conv2d';
    return html`<figure>
      <map-frames
        .tensor=${value.picture}
        .ranges=${WHOLE_RANGE}
        .coloured=${true}
        .columns=${1}
        .zoom=${Math.max(1, Math.floor(SIDE / this.network.input[0]))}
        .label=${`Input that excites ${layer} ${filter}: ${formatSignificant(value.to, 3)}`}
      ></map-frames>
      <figcaption>
        An input that excites it: gradient ascent on ${isFilter ? 'the mean of its map' : 'its value'},
        ${ASCENT_STEPS} steps of ${ASCENT_SIZE} from grey noise, within 0 to 1;
        ${formatSignificant(value.from, 3)} → ${formatSignificant(value.to, 3)}${isOld ? ' (of another epoch)' : ''}
        <save-pictures .what=${`${layer} ${filter}`} .pictures=${[this.#file(value)]}></save-pictures>
      </figcaption>
    </figure>`;
  }

  #file({ picture }: ExcitingInput) {
    const what = {
      title: `${this.layer} ${this.filter}`,
      label: 'input that excites',
      axis: 'input',
    };
    const paint = { range: WHOLE_RANGE[0], palette: 'grey', coloured: true } as const;
    return stripFile(this, what, [{ word: 'input', tensor: picture }], paint);
  }
}

customElements.define('filter-exciting', FilterExciting);

declare global {
  interface HTMLElementTagNameMap {
    'filter-exciting': FilterExciting;
  }
}
