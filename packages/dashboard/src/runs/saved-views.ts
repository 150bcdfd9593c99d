/** A way to look at the table, by its name: columns, filter, order and groups as an address has them. */
export interface SavedView {
  readonly name: string;
  /** "/runs?sort=best&group=config" */
  readonly address: string;
}

const KEY = 'peasy.runs.views';

/** Views that were saved in this browser, by name. */
export function readViews(storage: Pick<Storage, 'getItem'>): readonly SavedView[] {
  try {
    const saved: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(saved) ? saved.filter(isView) : [];
  } catch {
    return [];
  }
}

/** Saves a view in place of the one of its name; answers all. @throws what the browser says where it keeps nothing. */
export function saveView(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  view: SavedView,
): readonly SavedView[] {
  const others = readViews(storage).filter(({ name }) => name !== view.name);
  return write(storage, [...others, view]);
}

/** Forgets a saved view; answers the others. */
export function forgetView(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  name: string,
): readonly SavedView[] {
  return write(
    storage,
    readViews(storage).filter((view) => view.name !== name),
  );
}

function write(
  storage: Pick<Storage, 'setItem'>,
  views: readonly SavedView[],
): readonly SavedView[] {
  const sorted = [...views].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  storage.setItem(KEY, JSON.stringify(sorted));
  return sorted;
}

/** An address of this page only: what was saved may have been changed by hand. */
function isView(view: unknown): view is SavedView {
  const { name, address } = (view ?? {}) as Partial<SavedView>;
  return typeof name === 'string' && typeof address === 'string' && /^\/(?!\/)/.test(address);
}
