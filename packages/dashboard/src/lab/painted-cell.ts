import { noChange } from 'lit';
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';
import type { CellColours } from './cell-colours.js';

/** Colours an element by script: the page's rules allow no style attributes. */
class PaintedCell extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('paintedCell() stands in a tag.');
  }

  override render(_colours: CellColours | undefined) {
    return noChange;
  }

  override update(part: ElementPart, [colours]: Parameters<PaintedCell['render']>) {
    const { style } = part.element as HTMLElement;
    style.backgroundColor = colours?.ground ?? '';
    style.color = colours?.ink ?? '';
    return noChange;
  }
}

export const paintedCell = directive(PaintedCell);
