import type { RunGroup, RunRow } from '@peasy/tracker/api';

/** A row of the table: a run, or the head of a group of them. */
export type TableRow =
  | { readonly kind: 'run'; readonly run: RunRow; readonly isNested: boolean }
  | { readonly kind: 'group'; readonly group: RunGroup; readonly isOpen: boolean };

/** Rows of a long table, by place; those that are on their way are undefined. */
export interface Rows {
  readonly total: number;
  readonly at: (place: number) => TableRow | undefined;
}

/** Some runs of a query, by their places in its order. */
export interface Segment {
  readonly query: string;
  readonly offset: number;
  readonly limit: number;
}
