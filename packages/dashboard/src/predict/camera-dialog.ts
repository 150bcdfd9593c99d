import { css, html, LitElement, nothing } from 'lit';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import '../elements/plain-notice.js';

/** Why no camera came, in words: what happened and what to do. */
export function cameraProblem(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'The browser does not let this page use the camera. Allow it beside the address, or choose a photo instead.';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'This machine has no camera that the browser knows of. Choose a photo instead.';
    case 'NotReadableError':
    case 'AbortError':
      return 'The camera could not be started: another program may be using it. End that, or choose a photo instead.';
    default:
      return `The camera could not be started (${error instanceof Error ? error.message : String(error)}). Choose a photo instead.`;
  }
}

/** Browsers give cameras to pages of this machine or over TLS only. */
const NEEDS_SAFE_ADDRESS =
  'Browsers give the camera only to pages of their own machine (http://127.0.0.1) or over https. Open Peasy so, or choose a photo instead.';

/**
 * The camera's picture in a dialog, to take a photo from. Nothing leaves the page; the camera is
 * on only as long as the dialog is open.
 * @fires photo - CustomEvent<Blob>: the photo, as PNG.
 */
export class CameraDialog extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      dialog {
        width: min(560px, calc(100vw - 24px));
        padding: 16px;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--raised);
        color: inherit;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }
      video {
        display: block;
        width: 100%;
        margin: 12px 0;
        background: #000;
      }
      plain-notice {
        margin: 12px 0;
      }
      .foot {
        display: flex;
        gap: 10px;
        justify-content: flex-end;
      }
    `,
  ];

  static override properties = {
    problem: { state: true },
    ready: { state: true },
  };

  declare private problem: string | undefined;
  declare private ready: boolean;

  #stream: MediaStream | undefined;

  constructor() {
    super();
    this.ready = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  /** Opens the dialog and asks for the camera. */
  async show(): Promise<void> {
    this.problem = undefined;
    this.ready = false;
    this.#dialog.showModal();
    try {
      // Undefined where the page's address is not safe, whatever the types say.
      if (!navigator.mediaDevices) {
        this.problem = NEEDS_SAFE_ADDRESS;
        return;
      }
      // The one that looks away from the user, where there are two.
      const video = { facingMode: 'environment' };
      const stream = await navigator.mediaDevices.getUserMedia({ video });
      if (!this.#dialog.open) {
        stopAll(stream);
        return;
      }
      this.#stream = stream;
      this.#video.srcObject = stream;
      await this.#video.play();
      this.ready = true;
    } catch (error) {
      this.problem = cameraProblem(error);
    }
  }

  protected override render() {
    return html`<dialog aria-label="Take a photo" @close=${this.#stop}>
      <h2>Take a photo</h2>
      <p class="soft">It stays in this page. The camera is off again when this is closed.</p>
      ${this.problem ? html`<plain-notice role="alert">${this.problem}</plain-notice>` : nothing}
      <video ?hidden=${this.problem !== undefined} muted playsinline aria-label="What the camera sees"></video>
      <div class="foot">
        <button type="button" @click=${() => this.#dialog.close()}>Close</button>
        <button type="button" class="button solid" ?disabled=${!this.ready} @click=${this.#take}>
          Take it
        </button>
      </div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  get #video(): HTMLVideoElement {
    return this.renderRoot.querySelector('video')!;
  }

  async #take(): Promise<void> {
    const video = this.#video;
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    canvas.getContext('2d')!.drawImage(video, 0, 0);
    const photo = await canvas.convertToBlob();
    this.#dialog.close();
    this.dispatchEvent(new CustomEvent('photo', { detail: photo }));
  }

  #stop(): void {
    if (this.#stream) stopAll(this.#stream);
    this.#stream = undefined;
    this.ready = false;
  }
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

customElements.define('camera-dialog', CameraDialog);

declare global {
  interface HTMLElementTagNameMap {
    'camera-dialog': CameraDialog;
  }
}
