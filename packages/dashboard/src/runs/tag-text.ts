type Tags = Readonly<Record<string, string>>;

/** Tags of MLflow's own say what its page needs; nobody writes them by hand. */
const OWN = /^mlflow\./;

/** Tags as one writes them: keep=yes, "note=a, b". A part with a comma or a quote stands in quotes. */
export function formatTags(tags: Tags): string {
  return Object.entries(tags)
    .filter(([key]) => !OWN.test(key))
    .map(([key, value]) => {
      const text = value === '' ? key : `${key}=${value}`;
      return /[",]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(', ');
}

/** What was written, as tags. @throws Error with words for a part without a name. */
export function parseTags(text: string): Tags {
  const parts = [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/g)]
    .map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain?.trim() ?? '')
    .filter(Boolean);
  return Object.fromEntries(
    parts.map((part) => {
      const at = part.indexOf('=');
      const key = (at < 0 ? part : part.slice(0, at)).trim();
      if (key === '') throw new Error(`Expected name=value, such as keep=yes, got ${part}.`);
      return [key, at < 0 ? '' : part.slice(at + 1).trim()];
    }),
  );
}

/** What makes one set of tags of another: new values, and null for those that are to go. */
export function tagChanges(before: Tags, after: Tags): Readonly<Record<string, string | null>> {
  const gone = Object.keys(before).filter((key) => !OWN.test(key) && !Object.hasOwn(after, key));
  const set = Object.entries(after).filter(([key, value]) => before[key] !== value);
  return Object.fromEntries([...gone.map((key) => [key, null] as const), ...set]);
}
