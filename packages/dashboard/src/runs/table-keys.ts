/** What a key asks of the table. */
export type TableAction =
  | { readonly kind: 'move'; readonly to: number; readonly extend: boolean }
  | { readonly kind: 'tick'; readonly withRange: boolean }
  | { readonly kind: 'expand' | 'collapse' }
  | { readonly kind: 'open' | 'all' | 'none' | 'compare' | 'trash' }
  | { readonly kind: 'edit'; readonly what: 'note' | 'tags' };

/** A key, as events have it. */
export interface Key {
  readonly key: string;
  readonly shiftKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
}

/** Where the keyboard is, of how many rows, of which so many are in sight. */
export interface TableState {
  readonly current: number;
  readonly total: number;
  readonly page: number;
}

/** What a key asks of the table; undefined: nothing, it is the browser's. */
export function tableAction(pressed: Key, at: TableState): TableAction | undefined {
  const { key, shiftKey = false, ctrlKey = false, metaKey = false, altKey = false } = pressed;
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return key.toLowerCase() === 'a' ? { kind: 'all' } : undefined;
  const to = {
    ArrowUp: at.current - 1,
    ArrowDown: at.current + 1,
    PageUp: at.current - at.page,
    PageDown: at.current + at.page,
    Home: 0,
    End: at.total - 1,
  }[key];
  if (to !== undefined) {
    return { kind: 'move', to: Math.max(0, Math.min(to, at.total - 1)), extend: shiftKey };
  }
  switch (key) {
    case ' ':
      return { kind: 'tick', withRange: shiftKey };
    case 'ArrowRight':
      return { kind: 'expand' };
    case 'ArrowLeft':
      return { kind: 'collapse' };
    case 'Enter':
      return { kind: 'open' };
    case 'Escape':
      return { kind: 'none' };
    case 'Delete':
      return { kind: 'trash' };
    case 'c':
      return { kind: 'compare' };
    case 'n':
      return { kind: 'edit', what: 'note' };
    case 't':
      return { kind: 'edit', what: 'tags' };
  }
  return undefined;
}
