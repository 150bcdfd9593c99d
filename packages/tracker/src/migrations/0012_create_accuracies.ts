/** The two-sided 95 % quantile of the standard normal distribution, and its square. */
const Z = '1.959963984540054';
const Z2 = `(${Z} * ${Z})`;

/** One accuracy of each run: which metric, of which photos, which of its values. */
const measured = (key: string, part: string, taken: 'best' | 'last', trained: string) => `
  SELECT r.id AS run_id, r.name AS run, r.started_at, '${part}' AS part, '${taken}' AS taken,
    ${taken === 'best' ? 'm.best_epoch' : 'NULL'} AS epoch,
    p.${part} AS n, m.${taken}_value AS value, p.${trained} AS also_trained
  FROM runs r
  JOIN splits p ON p.run_id = r.id
  JOIN metric_series s ON s.run_id = r.id AND s.key = '${key}'
  JOIN metric_summaries m ON m.series_id = s.id
  WHERE r.trashed_at IS NULL AND p.${part} > 0 AND m.${taken}_value BETWEEN 0 AND 1`;

/** An accuracy without n and interval says little: a view that has no other. By Wilson, as in @peasy/core. */
export const createAccuracies = `
CREATE VIEW accuracies AS
WITH measured AS (${[
  measured('accuracy', 'train', 'last', 'train'),
  measured('valAccuracy', 'validation', 'last', 'validation_also_trained'),
  measured('valAccuracy', 'validation', 'best', 'validation_also_trained'),
  measured('testAccuracy', 'test', 'last', 'test_also_trained'),
].join('\n  UNION ALL')}
),
counted AS (SELECT *, CAST(round(value * n) AS INTEGER) AS correct FROM measured),
wilson AS (
  SELECT *,
    (correct * 1.0 / n + ${Z2} / (2 * n)) / (1 + ${Z2} / n) AS centre,
    ${Z} / (1 + ${Z2} / n)
      * sqrt(correct * 1.0 / n * (1 - correct * 1.0 / n) / n + ${Z2} / (4.0 * n * n)) AS half
  FROM counted
)
SELECT run_id, run, part, taken, epoch, n, correct, value AS accuracy,
  CASE correct WHEN 0 THEN 0.0 ELSE max(0.0, centre - half) END AS low,
  CASE correct WHEN n THEN 1.0 ELSE min(1.0, centre + half) END AS high,
  also_trained
FROM wilson
ORDER BY started_at DESC, run_id, part, taken;
`;
