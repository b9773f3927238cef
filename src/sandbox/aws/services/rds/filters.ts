import type { Database } from '../../estate/databases.ts';
import { ServiceError } from '../../service-error.ts';
import { listParameter } from '../../wire/query.ts';

type Value = (database: Database) => string | undefined;

const values: Readonly<Record<string, Value>> = {
  'db-cluster-id': ({ cluster }) => cluster,
  'db-instance-id': ({ id }) => id,
  'dbi-resource-id': ({ resourceId }) => resourceId,
  engine: ({ engine }) => engine,
};

/** Whether a database is asked for by the `Filters` of a request. @throws {ServiceError} for one RDS does not know. */
export function databaseFilter(
  parameters: URLSearchParams,
  known: readonly string[],
): (database: Database) => boolean {
  const tests: ((database: Database) => boolean)[] = [];
  for (let number = 1; ; number++) {
    const name = parameters.get(`Filters.Filter.${number}.Name`);
    if (name === null) return (database) => tests.every((test) => test(database));
    const value = known.includes(name) && Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined)
      throw new ServiceError('InvalidParameterValue', `Unrecognized filter name: ${name}`);
    const wanted = new Set(listParameter(parameters, `Filters.Filter.${number}.Values.Value`));
    tests.push((database) => wanted.has(value(database) ?? ''));
  }
}
