type Plain = string | number | boolean | null;

/** Values for JSON, which has no NaN and no infinities: those travel as {"number": "NaN"}. */
export function plainValues(values: Readonly<Record<string, Plain>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value,
    ]),
  );
}
