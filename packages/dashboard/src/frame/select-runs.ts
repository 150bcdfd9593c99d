import { navigation, store } from '../page.js';
import { findRuns } from '../runs/reference.js';

/** Ids of the runs that the address selects, as far as they are there. */
export function selectedIds(): readonly string[] {
  return findRuns(store.runs, navigation.route.selected).found.map(({ id }) => id);
}

/** Makes these the selected runs, in whatever view. What Compare shows is a step for Back; a tick in a list is none. */
export function selectRuns(selected: readonly string[]): void {
  const { route } = navigation;
  navigation.go({ ...route, selected }, { replace: route.view !== 'compare' });
}
