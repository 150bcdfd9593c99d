import { html } from 'lit';
import type { RunLook } from '../runs/look.js';
import type { Asked } from './asked.js';
import { neverSeen } from './predict-page.js';
import './never-seen-grid.js';

/** The grid of photos that a run never trained on, of one draw; while they come, or where they cannot, words. */
export function renderNeverSeen(
  { run, network, choice }: Asked,
  draw: number,
  looks: ReadonlyMap<string, RunLook>,
) {
  const drawn = neverSeen.drawn(run.id, draw);
  const of = { run: run.id, network, snapshot: choice.snapshot.id };
  const answers =
    drawn.value && drawn.value.photos.length > 0
      ? neverSeen.probabilities(of, draw, drawn.value)
      : { value: new Float32Array() };
  const problem = drawn.problem ?? answers.problem;
  if (!drawn.value || !answers.value) {
    return html`<p class="soft" role="status">
      ${run.name}: ${problem?.message ?? 'reading the photos…'}
    </p>`;
  }
  return html`<never-seen-grid
    .run=${run.id}
    .name=${run.name}
    .look=${looks.get(run.id)}
    .classes=${run.classes}
    .epoch=${choice.label}
    .drawn=${drawn.value}
    .probabilities=${answers.value}
  ></never-seen-grid>`;
}
