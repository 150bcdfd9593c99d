import { css } from 'lit';
import { RUN_COLOURS } from '../theme/palette.js';

/** `.run-0` to `.run-7`: a run's colour as the colour of the text, as in run-mark. */
export const runColours = RUN_COLOURS.light.map(
  (_, place) => css`
    .run-${place} {
      color: var(--run-${place});
    }
  `,
);
