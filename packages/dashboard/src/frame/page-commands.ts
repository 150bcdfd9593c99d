import { navigation, themes } from '../page.js';
import { formatAddress } from '../state/route.js';
import type { CommandName } from '../state/search-results.js';
import { selectRuns } from './select-runs.js';

/** What the commands of the search do, but for those that open something of the frame. */
export const PAGE_COMMANDS: Readonly<Record<Exclude<CommandName, 'keys'>, () => void>> = {
  light: () => themes.choose('light'),
  dark: () => themes.choose('dark'),
  auto: () => themes.choose('auto'),
  clear: () => selectRuns([]),
  link: () => {
    const address = new URL(formatAddress(navigation.route), location.href).href;
    void navigator.clipboard.writeText(address).catch(() => {
      // Without a clipboard the address bar still has it.
    });
  },
};
