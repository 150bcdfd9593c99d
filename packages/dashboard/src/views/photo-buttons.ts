import { html, nothing } from 'lit';
import { ownPhotos } from '../inside/inside-page.js';
import type { PhotoIntake } from '../predict/photo-intake.js';

/** Buttons for photos of the set, for a file of one's own, and to put own photos away. */
export function renderPhotoButtons(intake: PhotoIntake, choose: () => void) {
  return html`<button type="button" @click=${choose}>Choose photos</button>
    <label class="button own"
      >Own photo<input
        type="file"
        accept="image/*"
        multiple
        aria-label="Own photo"
        @change=${(event: Event) => intake.takeFrom(event.target as HTMLInputElement)}
    /></label>
    ${
      ownPhotos.photos.length > 0
        ? html`<button type="button" @click=${() => ownPhotos.clear()}>Put own photos away</button>`
        : nothing
    }`;
}
