import { html, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { type WalkStep, walkSteps } from '../inside/walk-steps.js';
import type { Subject } from './network-subjects.js';
import type { PanelPhoto, PointedValue } from './panel-photo.js';
import './microscope-walk.js';

/** A run on show. */
interface WalkedRun {
  readonly subject: Subject;
  readonly photos: readonly PanelPhoto[];
}

/** A stop in a panel. */
export interface Stop {
  readonly photo: string;
  /** PHOTO, or a layer. */
  readonly layer: string;
}

/** Where somebody is on the walk through a run's network, with its first photo. */
export class Walk implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #run = '';
  #at: number | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  begin(run: string): void {
    this.#run = run;
    this.#step(0);
  }

  hostDisconnected(): void {
    this.#at = undefined;
  }

  render(shown: ReadonlyMap<string, WalkedRun>) {
    return html`<microscope-walk
      .steps=${this.#steps(shown.get(this.#run))}
      .at=${this.#at}
      @step=${(event: CustomEvent<number | null>) => this.#step(event.detail ?? undefined)}
    ></microscope-walk>`;
  }

  /** The stop in a run's panel; undefined: it is not there. */
  stopIn(run: string, shown: WalkedRun): Stop | undefined {
    const step = this.#stepIn(run, shown);
    return step && { photo: shown.photos[0].key, layer: step.layer };
  }

  /** The strongest value of the stop, whose origin is outlined. */
  valueIn(run: string, shown: WalkedRun): PointedValue | undefined {
    const step = this.#stepIn(run, shown);
    if (!step?.strongest) return undefined;
    return { photo: shown.photos[0].key, layer: step.layer, ...step.strongest };
  }

  #stepIn(run: string, shown: WalkedRun): WalkStep | undefined {
    if (this.#at === undefined || run !== this.#run) return undefined;
    return this.#steps(shown).at(this.#at);
  }

  #steps(shown: WalkedRun | undefined): readonly WalkStep[] {
    const photo = shown?.photos[0];
    const maps = photo?.known.maps;
    if (this.#at === undefined || !shown || !maps) return [];
    const { network, run } = shown.subject;
    return walkSteps({ network, classes: run.classes, maps, photo });
  }

  #step(at: number | undefined): void {
    this.#at = at;
    this.#host.requestUpdate();
  }
}
