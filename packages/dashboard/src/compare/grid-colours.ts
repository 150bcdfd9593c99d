import type { GridColours } from './grid-svg.js';

/** The colours that an element is shown in. */
export function gridColours(element: Element): GridColours {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return { surface: colour('--surface'), ink: colour('--ink'), soft: colour('--ink-soft') };
}
