/** A value of what a run ran in. */
type Value = string | number | boolean | null;

/** A value as the text of a cell: plain where it is read back from that, else as JSON. */
export function valueText(value: Value): string {
  return typeof value !== 'string' || valueOfText(value) !== value ? JSON.stringify(value) : value;
}

/** The inverse of valueText. */
export function valueOfText(text: string): Value {
  if (!/^(true|false|null|-?\d.*|".*")$/s.test(text)) return text;
  try {
    const value = JSON.parse(text) as Value;
    return JSON.stringify(value) === text ? value : text;
  } catch {
    return text;
  }
}
