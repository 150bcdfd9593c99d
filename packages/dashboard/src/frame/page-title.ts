import { joinWords } from '../format/words.js';
import type { Route } from '../state/route.js';
import { TOOLS } from '../state/tools.js';

/** What the browser's tab says. */
export function titleOf(route: Route, selectedNames: readonly string[]): string {
  switch (route.view) {
    case 'runs':
      return 'Runs · Peasy';
    case 'run':
      return `${route.run} · Peasy`;
    case 'compare':
      return `${selectedNames.length > 0 ? joinWords(selectedNames) : 'Compare'} · Peasy`;
    case 'microscope':
      return 'Microscope · Peasy';
    case 'tool':
      return `${TOOLS[route.tool]} · Peasy`;
    case 'missing':
      return 'Not found · Peasy';
  }
}
