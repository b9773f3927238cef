import { database } from 'bursar/adapter';
import { idOf, parentOf, scopeIn, segmentOf } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import { azureCollector } from '../collector.ts';
import {
  type FlexibleServerRecord,
  flexibleServerOf,
  flexibleServerQuery,
} from '../reading/flexible-server.ts';
import {
  listSqlDatabases,
  type SqlDatabaseRecord,
  sqlDatabaseOf,
  sqlDatabases,
} from '../reading/sql-database.ts';
import { required, tagsOf } from '../record.ts';

/** What it is says its id. */
type DatabaseRecord = SqlDatabaseRecord | FlexibleServerRecord;

/** Databases of SQL servers, and flexible servers of PostgreSQL and MySQL. */
export const databaseCollector = azureCollector({
  kind: database,
  permissions: [
    'Microsoft.DBforMySQL/flexibleServers/read',
    'Microsoft.DBforPostgreSQL/flexibleServers/read',
    'Microsoft.Sql/servers/databases/read',
    'Microsoft.Sql/servers/read',
  ],

  async *graph(graph): AsyncGenerator<readonly DatabaseRecord[], void, void> {
    yield* sqlDatabases(graph);
    yield* graph.rows<FlexibleServerRecord>(flexibleServerQuery);
  },

  async *arm(clients, signal) {
    yield* listSqlDatabases(clients, signal);
    const [postgreSql, mySql] = await Promise.all([clients.postgreSql(), clients.mySql()]);
    const ofPostgreSql = postgreSql.servers.listBySubscription();
    yield* armPages<FlexibleServerRecord>(clients, 'PostgreSQL flexible servers', ofPostgreSql, signal);
    yield* armPages<FlexibleServerRecord>(clients, 'MySQL flexible servers', mySql.servers.list(), signal);
  },

  read(raw: DatabaseRecord, scope) {
    const id = idOf(raw);
    const name = required(raw.name, 'name');
    const server = segmentOf(parentOf(id), 'servers');
    return {
      kind: 'database',
      id,
      name: server === undefined ? name : `${server}/${name}`,
      scope: scopeIn(scope, raw),
      tags: tagsOf(raw),
      ...(isOfSqlServer(raw) ? sqlDatabaseOf(raw) : flexibleServerOf(raw)),
    };
  },
});

function isOfSqlServer(raw: DatabaseRecord): raw is SqlDatabaseRecord {
  return idOf(raw).includes('/microsoft.sql/');
}
