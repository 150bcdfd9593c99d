/** The same answer for the same object and key as long as the object lives, so that what is drawn from it is not drawn again. */
export function remember<Of extends object, Answer>(
  compute: (of: Of, key: string) => Answer,
): (of: Of, key?: string) => Answer {
  const answers = new WeakMap<Of, Map<string, Answer>>();
  return (of, key = '') => {
    const known = answers.get(of) ?? new Map<string, Answer>();
    answers.set(of, known);
    if (!known.has(key)) known.set(key, compute(of, key));
    return known.get(key)!;
  };
}
