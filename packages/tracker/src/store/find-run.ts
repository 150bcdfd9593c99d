import { nearestWord } from '@peasy/core';
import { type Connection, tables } from './connection.js';
import { StoreError } from './store-error.js';

interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly experiment: string;
}

/** The fewest characters that an id may be called by. */
const SHORTEST_PREFIX = 4;

/**
 * Finds the run that a person means: by its id, its name, "experiment/name", a unique prefix of
 * its id, or `latest` for the one that started last. Runs in the trash are looked at only where
 * no other fits.
 * @returns its id.
 * @throws StoreError naming the candidates of an ambiguous reference, or what is near an unknown one.
 */
export function findRun(connection: Connection, ref: string): string {
  for (const trash of [false, true]) {
    const found = findAmong(connection, ref, trash);
    if (found) return found;
  }
  const all = connection.all(candidates().orderBy('r.started_at', 'desc'));
  if (all.length === 0) {
    throw new StoreError('notFound', `There is no run "${ref}": the record has none yet.`);
  }
  const near = nearestWord(
    ref,
    all.flatMap((run) => [run.name, run.id]),
  );
  const newest = all.slice(0, 5).map(show).join(', ');
  throw new StoreError(
    'notFound',
    `There is no run "${ref}".${near ? ` Did you mean ${near}?` : ''} The newest are: ${newest}.`,
  );
}

function findAmong(connection: Connection, ref: string, trash: boolean): string | undefined {
  const query = candidates().where('r.trashed_at', trash ? 'is not' : 'is', null);
  if (ref === 'latest') {
    if (trash) return undefined;
    const newestFirst = query.orderBy('r.started_at', 'desc').orderBy('r.id', 'desc');
    return connection.first(newestFirst.limit(1))?.id;
  }
  const slash = ref.indexOf('/');
  const ways = [
    () => query.where('r.id', '=', ref),
    () => query.where('r.name', '=', ref),
    () =>
      query.where('e.name', '=', ref.slice(0, slash)).where('r.name', '=', ref.slice(slash + 1)),
    // "{" follows "z", the last digit of an id: the range holds all ids that start with ref.
    () => query.where('r.id', '>=', ref.toLowerCase()).where('r.id', '<', `${ref.toLowerCase()}{`),
  ];
  for (const [index, way] of ways.entries()) {
    if (index === 2 && slash < 0) continue;
    if (index === 3 && ref.length < SHORTEST_PREFIX) continue;
    const found = connection.all(way().orderBy('r.started_at', 'desc'));
    if (found.length === 1) return found[0].id;
    if (found.length > 1) {
      throw new StoreError(
        'ambiguous',
        `"${ref}" may be any of ${found.length} runs: ${found.slice(0, 10).map(show).join(', ')}${found.length > 10 ? ', ...' : ''}. Name one by its id.`,
      );
    }
  }
  return undefined;
}

function candidates() {
  return tables
    .selectFrom('runs as r')
    .innerJoin('experiments as e', 'e.id', 'r.experiment_id')
    .select(['r.id', 'r.name', 'e.name as experiment']);
}

function show({ id, name, experiment }: Candidate): string {
  return `${id} (${experiment}/${name})`;
}
