/** MLflow tells a run that waits from one that runs; here both are running. */
export const addScheduled = `
-- 1: running, and its client calls that SCHEDULED.
ALTER TABLE runs ADD COLUMN is_scheduled INTEGER NOT NULL DEFAULT 0;
`;
