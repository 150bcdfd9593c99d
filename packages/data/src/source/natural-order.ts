/**
 * Compares two paths as people count: `cat.2.jpg` before `cat.10.jpg`. Runs of digits compare by
 * value, everything else by code unit, so the order is the same on every machine and locale.
 */
export function naturalCompare(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (isDigit(a, i) && isDigit(b, j)) {
      const endA = endOfDigits(a, i);
      const endB = endOfDigits(b, j);
      const order = compareDigits(a.slice(i, endA), b.slice(j, endB));
      if (order !== 0) return order;
      i = endA;
      j = endB;
      continue;
    }
    const order = a.charCodeAt(i++) - b.charCodeAt(j++);
    if (order !== 0) return order;
  }
  const order = a.length - i - (b.length - j);
  if (order !== 0) return order;
  // Equal but for leading zeros: any fixed order does.
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares class names by alphabet, upper and lower case side by side. */
export function alphabetCompare(a: string, b: string): number {
  return naturalCompare(a.toLowerCase(), b.toLowerCase()) || naturalCompare(a, b);
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function endOfDigits(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDigit(text, end)) end++;
  return end;
}

function compareDigits(a: string, b: string): number {
  const left = a.replace(/^0+(?=.)/, '');
  const right = b.replace(/^0+(?=.)/, '');
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}
