import type { SandboxService } from '../../service.ts';
import type { AwsContext } from '../context.ts';
import type { Database } from '../estate/databases.ts';
import type { Cell } from '../estate/estate.ts';
import { ServiceError } from '../service-error.ts';
import { offsetOf, tokenOf } from '../wire/page.ts';
import { numberParameter } from '../wire/query.ts';
import { element, listElement } from '../wire/xml.ts';
import { pageOfPopulation } from './population-page.ts';
import { type QueryCall, queryService } from './query-service.ts';
import { databaseFilter } from './rds/filters.ts';
import { clusterXml, databaseXml, tagList } from './rds/xml.ts';

const paging = ['Marker', 'MaxRecords', 'Filters'];

/** Amazon RDS, as far as it can be read. */
export function rdsService(context: AwsContext): SandboxService {
  return queryService(
    context,
    { service: 'rds', version: '2014-10-31', namespace: 'http://rds.amazonaws.com/doc/2014-10-31/' },
    new Map([
      ['DescribeDBInstances', { parameters: [...paging, 'DBInstanceIdentifier'], handle: describeDatabases }],
      [
        'DescribeDBClusters',
        { parameters: [...paging, 'DBClusterIdentifier', 'IncludeShared'], handle: describeClusters },
      ],
      ['ListTagsForResource', { parameters: ['ResourceName', 'Filters'], handle: listTags }],
    ]),
  );
}

function describeDatabases({ parameters, cell }: QueryCall): string {
  const accepts = databaseFilter(parameters, [
    'db-cluster-id',
    'db-instance-id',
    'dbi-resource-id',
    'engine',
  ]);
  const named = parameters.get('DBInstanceIdentifier');
  const { items, marker } =
    named === null
      ? pageOf('instances', parameters, cell, accepts)
      : { items: [databaseNamed(cell, named)].filter(accepts), marker: '' };
  const databases = items.map((database) => databaseXml(database, cell));
  return listElement('DBInstances', 'DBInstance', databases) + marker;
}

function describeClusters({ parameters, cell }: QueryCall): string {
  const accepts = databaseFilter(parameters, ['db-cluster-id', 'engine']);
  const named = parameters.get('DBClusterIdentifier');
  const { items, marker } = pageOf('clusters', parameters, cell, (database) => {
    if (database.cluster === undefined || !accepts(database)) return false;
    return named === null || named === database.cluster || named.endsWith(`:cluster:${database.cluster}`);
  });
  if (named !== null && items.length === 0)
    throw new ServiceError('DBClusterNotFoundFault', `DBCluster ${named} not found.`, 404);
  const clusters = items.map((database) => clusterXml(database, database.cluster ?? '', cell));
  return listElement('DBClusters', 'DBCluster', clusters) + marker;
}

function listTags({ parameters, cell }: QueryCall): string {
  const arn = parameters.get('ResourceName') ?? '';
  if (!arn.startsWith(`arn:aws:rds:${cell.region}:${cell.account.id}:db:`))
    throw new ServiceError(
      'InvalidParameterValue',
      `The specified resource name does not match an RDS resource: ${arn}`,
    );
  return tagList(databaseNamed(cell, arn).tags);
}

function databaseNamed(cell: Cell, nameOrArn: string): Database {
  const database = cell.databases.find(nameOrArn.slice(nameOrArn.lastIndexOf(':') + 1).toLowerCase());
  if (database === undefined || (nameOrArn.startsWith('arn:') && nameOrArn !== database.arn))
    throw new ServiceError('DBInstanceNotFound', `DBInstance ${nameOrArn} not found.`, 404);
  return database;
}

function pageOf(
  kind: string,
  parameters: URLSearchParams,
  cell: Cell,
  accepts: (database: Database) => boolean,
): { readonly items: readonly Database[]; readonly marker: string } {
  const code = 'InvalidParameterValue';
  const limit = numberParameter(parameters, 'MaxRecords', { fallback: 100, least: 20, most: 100, code });
  const list = `rds ${kind} ${cell.account.id} ${cell.region}`;
  const { items, next } = pageOfPopulation(
    cell.databases,
    offsetOf(list, parameters.get('Marker'), code),
    limit,
    accepts,
  );
  return { items, marker: next === undefined ? '' : element('Marker', tokenOf(list, next)) };
}
