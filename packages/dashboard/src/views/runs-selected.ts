import { selectRuns } from '../frame/select-runs.js';
import { navigation, store } from '../page.js';
import { findRun } from '../runs/reference.js';
import { RunSelection } from '../state/run-selection.js';

/** Ids of the runs that the address selects; what is not read yet stays as the address has it. */
function selectedByAddress(): readonly string[] {
  const refs = navigation.route.selected.map((ref) => findRun(store.runs, ref)?.id ?? ref);
  return [...new Set(refs)];
}

/** The selected runs of this tab, for as long as it lives: more than an address holds. */
export const selection = new RunSelection(selectedByAddress, selectRuns, sessionStorage);
