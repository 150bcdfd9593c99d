/** Keys that do something, and what. */
export interface KeyBinding {
  /** Any of them, as they are printed on keys; those that are held together are joined by "-". */
  readonly keys: readonly string[];
  readonly does: string;
}

/** Keys of one view, or of one part of views. */
export interface KeyGroup {
  readonly title: string;
  readonly bindings: readonly KeyBinding[];
}

const keys = (does: string, ...of: readonly string[]): KeyBinding => ({ keys: of, does });

/** What can be done with keys alone, by where it can. */
export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    title: 'Everywhere',
    bindings: [
      keys('search runs, views and commands', '/', 'Ctrl-K'),
      keys('show these keys', '?'),
      keys('close what lies over the view', 'Esc'),
    ],
  },
  {
    title: 'Runs, in the table and in the list',
    bindings: [
      keys('move', '↑', '↓', 'Home', 'End'),
      keys('move by a page of the table', 'PgUp', 'PgDn'),
      keys('tick', 'Space'),
      keys('tick all from the last one', 'Shift-Space'),
      keys('tick while moving', 'Shift-↑', 'Shift-↓'),
      keys('open the run, or the group', 'Enter'),
      keys('in the table: select all that is found', 'Ctrl-A'),
      keys('select none', 'Esc'),
      keys('open a group, close it', '→', '←'),
      keys('write the note, the tags', 'N', 'T'),
      keys('compare the selected', 'C'),
      keys('put them into the trash', 'Delete'),
      keys('go to the filter', 'F'),
    ],
  },
  {
    title: 'Curves',
    bindings: [
      keys('move the cursor', '←', '→', 'Home', 'End'),
      keys('zoom about the cursor', '+', '-'),
      keys('show everything', '0'),
    ],
  },
  {
    title: 'Compare, on a parallel axis',
    bindings: [
      keys('move the range, or begin one', '↑', '↓'),
      keys('make it longer or shorter', 'Shift-↑', 'Shift-↓'),
      keys('let it go', 'Delete'),
    ],
  },
  {
    title: 'Microscope',
    bindings: [
      keys('an epoch back or on', ',', '.'),
      keys('play the epochs, on the slider', 'Space'),
      keys('move the loupe over a map', '←', '→', '↑', '↓'),
      keys('pin it', 'Enter'),
      keys('let it go', 'Esc'),
    ],
  },
  {
    title: 'Lab',
    bindings: [
      keys('slide the kernel', '←', '→', '↑', '↓'),
      keys('to the first or the last place', 'Home', 'End'),
      keys('play or stop', 'Space'),
    ],
  },
  { title: 'SQL', bindings: [keys('run the query', 'Ctrl-Enter')] },
  {
    title: "A run's note",
    bindings: [keys('save it', 'Ctrl-Enter'), keys('give it up', 'Esc')],
  },
];
