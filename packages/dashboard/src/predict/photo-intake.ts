import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ownPhotos } from '../inside/inside-page.js';
import type { OwnPhoto } from '../inside/own-photos.js';

/** A picture, and what it is called. */
export interface NamedPicture {
  readonly file: Blob;
  readonly name: string;
}

const NO_PICTURE =
  'Choose a file of a picture instead, or save the picture first and drop its file.';

/**
 * Takes photos that are dropped anywhere on the page or pasted, as long as its element is shown.
 * They are read here and stay here.
 */
export class PhotoIntake implements ReactiveController {
  /** What could not be read, in words. */
  problems: readonly string[] = [];
  /** Something hangs over the page that could be dropped. */
  isDropping = false;
  readonly #host: ReactiveControllerHost;
  readonly #taken: (photo: OwnPhoto) => void;

  /** @param taken is told of each photo that came. */
  constructor(host: ReactiveControllerHost, taken: (photo: OwnPhoto) => void = () => {}) {
    this.#host = host;
    this.#taken = taken;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('paste', this.#paste);
    addEventListener('dragover', this.#dragOver);
    addEventListener('dragleave', this.#dragLeave);
    addEventListener('drop', this.#drop);
  }

  hostDisconnected(): void {
    removeEventListener('paste', this.#paste);
    removeEventListener('dragover', this.#dragOver);
    removeEventListener('dragleave', this.#dragLeave);
    removeEventListener('drop', this.#drop);
    this.isDropping = false;
  }

  /** What a file field holds now; it is emptied, so that the same file can be chosen again. */
  async takeFrom(input: HTMLInputElement): Promise<void> {
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length > 0) await this.takeFiles(files);
  }

  takeFiles(files: readonly File[]): Promise<void> {
    return this.take(files.map((file) => ({ file, name: file.name })));
  }

  async take(pictures: readonly NamedPicture[]): Promise<void> {
    const problems: string[] = [];
    for (const { file, name } of pictures) {
      try {
        this.#taken(await ownPhotos.add(file, name));
      } catch (error) {
        problems.push((error as Error).message);
      }
    }
    this.#say(problems);
  }

  readonly #paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) void this.takeFiles(files);
    else if (!isTyping(event)) {
      this.#say([
        `Expected a picture on the clipboard, got ${kindOf(event.clipboardData)}. ${NO_PICTURE}`,
      ]);
    }
  };

  readonly #dragOver = (event: DragEvent): void => {
    event.preventDefault();
    if (this.isDropping) return;
    this.isDropping = true;
    this.#host.requestUpdate();
  };

  /** From one element to the next is not away from the page. */
  readonly #dragLeave = (event: DragEvent): void => {
    if (event.relatedTarget !== null) return;
    this.isDropping = false;
    this.#host.requestUpdate();
  };

  readonly #drop = (event: DragEvent): void => {
    event.preventDefault();
    this.isDropping = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) void this.takeFiles(files);
    else
      this.#say([`Expected a file of a picture, got ${kindOf(event.dataTransfer)}. ${NO_PICTURE}`]);
    this.#host.requestUpdate();
  };

  #say(problems: readonly string[]): void {
    this.problems = problems;
    this.#host.requestUpdate();
  }
}

/** What was dropped or pasted that is no file, in words. */
function kindOf(given: DataTransfer | null): string {
  if (given?.types.includes('text/uri-list')) return 'a link';
  return given && given.types.length > 0 ? 'text' : 'nothing';
}

/** Whether what is pasted goes into a field. */
function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}
