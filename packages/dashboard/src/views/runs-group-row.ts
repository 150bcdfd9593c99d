import type { RunStatus } from '@peasy/core';
import type { RunGroup } from '@peasy/tracker/api';
import { html, nothing } from 'lit';
import { countOf, formatCount } from '../format/number.js';
import { figuresOf, figuresWords, groupTitle } from '../runs/run-groups.js';
import { MOST_IN_ADDRESS } from '../state/run-selection.js';
import '../elements/run-status.js';

/** What all heads of groups have in common. */
export interface GroupContext {
  /** `config`, or `params.KEY`. */
  readonly by: string;
  readonly metric: { readonly name: string; readonly title: string };
  readonly onToggle: () => void;
  readonly onTick: () => void;
  readonly onCompare: () => void;
}

/** The cells of a group's head: its value, how many runs in which states, what they reached. */
export function renderGroup(
  group: RunGroup,
  isOpen: boolean,
  { by, metric, onToggle, onTick, onCompare }: GroupContext,
) {
  const name = group.value ?? 'none';
  const figures = figuresOf(group);
  const statuses = Object.entries(group.statuses ?? {}) as [RunStatus, number][];
  return html`<span role="gridcell" class="tick"
      ><label
        ><input
          type="checkbox"
          tabindex="-1"
          aria-label="Select all ${countOf(group.count, 'run')} of ${groupTitle(by)} ${name}"
          .checked=${false}
          @click=${(event: Event) => {
            event.preventDefault();
            onTick();
          }} /></label></span
    ><span role="rowheader" class="group">
      <button type="button" class="bare value" tabindex="-1" @click=${onToggle} title=${name}>
        <span class="turn" aria-hidden="true">${isOpen ? '▾' : '▸'}</span
        ><span class="soft">${groupTitle(by)}</span><b>${name}</b>
      </button>
      <span class="count-of">${countOf(group.count, 'run')}</span>
      <span class="states"
        >${statuses.map(
          ([status, count]) =>
            html`<span title="${formatCount(count)} ${status}"
              ><run-status compact .status=${status}></run-status>${formatCount(count)}</span
            >`,
        )}</span
      >
      <span class="figures"
        >${
          figures
            ? html`<span class="soft">${metric.title}</span>
                <span title="Mean and standard deviation of the runs, lowest and highest"
                  >${figuresWords(figures, metric.name)}</span
                >`
            : html`<span class="soft">no ${metric.title}</span>`
        }</span
      >
      ${
        group.count > 1
          ? html`<button type="button" class="bare compare" tabindex="-1" @click=${onCompare}>
              ${group.count > MOST_IN_ADDRESS ? `Compare the first ${MOST_IN_ADDRESS}` : `Compare these ${group.count}`}
            </button>`
          : nothing
      }
    </span>`;
}
