/** Whether a key leads to the filter: F, which goes into no field and into no dialog. */
export function isFilterKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return false;
  if (event.key !== 'f') return false;
  return !event
    .composedPath()
    .some(
      (target) =>
        target instanceof HTMLTextAreaElement ||
        target instanceof HTMLSelectElement ||
        target instanceof HTMLDialogElement ||
        (target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type)),
    );
}
