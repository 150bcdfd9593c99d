/** The best validation result so far. */
export interface BestEpoch {
  readonly epoch: number;
  readonly valAccuracy: number;
  readonly valLoss: number;
}

/** The best epoch so far by validation accuracy, then by validation loss. */
export function betterOf(
  best: BestEpoch | undefined,
  epoch: number,
  metrics: Readonly<Record<string, number>>,
): BestEpoch | undefined {
  const { valAccuracy, valLoss } = metrics;
  if (valAccuracy === undefined || Number.isNaN(valLoss)) return best;
  const isBetter =
    !best ||
    valAccuracy > best.valAccuracy ||
    (valAccuracy === best.valAccuracy && valLoss < best.valLoss);
  return isBetter ? { epoch, valAccuracy, valLoss } : best;
}
