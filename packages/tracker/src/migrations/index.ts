import { createRuns } from './0001_create_runs.js';
import { createMetrics } from './0002_create_metrics.js';
import { createWeights } from './0003_create_weights.js';
import { createViews } from './0004_create_views.js';
import { compactPoints } from './0005_compact_points.js';
import { welcomeClients } from './0006_welcome_clients.js';
import { createTokens } from './0007_create_tokens.js';
import { createRetention } from './0008_create_retention.js';
import { addScheduled } from './0009_add_scheduled.js';
import { createRunWriters } from './0010_create_run_writers.js';
import { addNearDuplicates } from './0011_add_near_duplicates.js';
import { createAccuracies } from './0012_create_accuracies.js';

/** One step of the schema: its name, which is kept in the file, and its SQL. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * Every migration, in the order in which they run. Forward only: one that has shipped is never
 * edited. They are texts in modules, not files, so that they are there from src, from dist and in
 * a bundle.
 */
export const MIGRATIONS: readonly Migration[] = [
  { name: '0001_create_runs', sql: createRuns },
  { name: '0002_create_metrics', sql: createMetrics },
  { name: '0003_create_weights', sql: createWeights },
  { name: '0004_create_views', sql: createViews },
  { name: '0005_compact_points', sql: compactPoints },
  { name: '0006_welcome_clients', sql: welcomeClients },
  { name: '0007_create_tokens', sql: createTokens },
  { name: '0008_create_retention', sql: createRetention },
  { name: '0009_add_scheduled', sql: addScheduled },
  { name: '0010_create_run_writers', sql: createRunWriters },
  { name: '0011_add_near_duplicates', sql: addNearDuplicates },
  { name: '0012_create_accuracies', sql: createAccuracies },
];
