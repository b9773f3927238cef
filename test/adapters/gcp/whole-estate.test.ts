import type { Connection, Resource } from 'bursar/adapter';
import { expect, test } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { collect, collectorOf, connected, sandboxed, scopesOf } from './connected.ts';

/** What the estate has that Recommender no longer tells of: it is done, or somebody has it in hand. */
function settledAdvice({ gcp }: Sandbox): ReadonlySet<string> {
  const settled = new Set<string>();
  for (const { recommendations } of gcp.estate.projects) {
    for (let index = 0; index < recommendations.size; index++) {
      const one = recommendations.at(index);
      if (one.state !== 'ACTIVE') settled.add(one.arn);
    }
  }
  return settled;
}

/** Kinds whose resources are told of as the project's, and are each in a place of their own. */
const placedByThemselves = new Set(['bucket', 'recommendation', 'snapshot']);

test('everything there is is found once, where it is', async () => {
  const sandbox = await sandboxed({ size: 900, accounts: 3 });
  const connection = await connected(sandbox, { inventory: 'services' });
  const scopes = await scopesOf(connection);
  const settled = settledAdvice(sandbox);
  const truths = Map.groupBy(sandbox.truths(), ({ kind }) => kind);
  for (const collector of connection.collectors) {
    const { name: kind } = collector.kind;
    const { resources, unreadable, failed } = await collect(collector, scopes);
    const found = new Map(resources.map((resource) => [resource.id, resource.scope]));
    const expected = (truths.get(kind) ?? []).filter(({ arn }) => !settled.has(arn));
    const missed = expected.filter(({ arn, account, region }) => {
      const scope = found.get(arn);
      return scope?.account !== account || (scope.region !== region && !placedByThemselves.has(kind));
    });
    const outcome = { kind, unreadable, failed, missed, repeated: resources.length - found.size };
    expect(outcome).toEqual({ kind, unreadable: [], failed: [], missed: [], repeated: 0 });
    expect(resources).not.toEqual([]);
  }
});

async function everything(connection: Connection): Promise<ReadonlyMap<string, Resource>> {
  const scopes = await scopesOf(connection);
  const all = new Map<string, Resource>();
  for (const collector of connection.collectors) {
    const { resources, unreadable, failed } = await collect(collector, scopes);
    expect({ unreadable, failed }).toEqual({ unreadable: [], failed: [] });
    for (const resource of resources) all.set(resource.id, resource);
  }
  return all;
}

test('an organization by its assets is the organization by its services', async () => {
  const sandbox = await sandboxed({ size: 300, accounts: 2 });
  const byServices = await everything(await connected(sandbox, { inventory: 'services' }));
  const byAssets = await everything(await connected(sandbox));
  expect([...byAssets.keys()].toSorted()).toEqual([...byServices.keys()].toSorted());
  for (const [id, resource] of byServices) expect(byAssets.get(id)).toEqual(resource);
});

test('an organization is listed at once for every kind that Cloud Asset Inventory has', async () => {
  const connection = await connected(await sandboxed({ size: 100 }));
  const apart = connection.collectors.filter(({ pagesOfAll }) => pagesOfAll === undefined);
  expect(apart.map(({ kind }) => kind.name).toSorted()).toEqual([
    'account',
    'load-balancer',
    'recommendation',
    'scaling-group',
  ]);
});

test('a region that Google cannot reach is told, and the rest stands', async () => {
  const sandbox = await sandboxed();
  const connection = await connected(sandbox, { inventory: 'services' });
  const scopes = await scopesOf(connection);
  const collector = collectorOf(connection, 'instance');
  const before = await collect(collector, scopes);
  const [region = ''] = sandbox.gcp.estate.regions;
  sandbox.faults.set([{ type: 'error', region }]);
  const { resources, failed } = await collect(collector, scopes);
  expect(new Set(failed.map(({ scope }) => scope.region))).toEqual(new Set([region]));
  expect(failed.map(({ error }) => error.name)).toContain('UnavailableError');
  const elsewhere = before.resources.filter(({ scope }) => scope.region !== region);
  expect(resources.map(({ id }) => id).toSorted()).toEqual(elsewhere.map(({ id }) => id).toSorted());
});

test('only regions that were chosen are inventoried, and what has none', async () => {
  const sandbox = await sandboxed({ size: 600 });
  const [region = ''] = sandbox.gcp.estate.regions;
  const connection = await connected(sandbox, { regions: [region], inventory: 'services' });
  const scopes = await scopesOf(connection);
  for (const kind of ['instance', 'endpoint', 'address', 'snapshot', 'database']) {
    const { resources } = await collect(collectorOf(connection, kind), scopes);
    const elsewhere = resources.filter(({ scope }) => ![region, 'global'].includes(scope.region));
    expect(elsewhere).toEqual([]);
  }
});

test.each([
  ['instance', 'compute', 'instances.aggregatedList'],
  ['database', 'sqladmin', 'instances.list'],
  ['bucket', 'storage', 'buckets.list'],
  ['function', 'run', 'services.list'],
  ['principal', 'iam', 'serviceAccounts.list'],
  ['grant', 'cloudresourcemanager', 'projects.getIamPolicy'],
  ['recommendation', 'recommender', 'recommendations.list'],
])('a list of kind %s that is refused is a failure, not an empty one', async (kind, service, operation) => {
  const sandbox = await sandboxed({ size: 300, accounts: 2 });
  const connection = await connected(sandbox, { inventory: 'services' });
  const scopes = await scopesOf(connection);
  const collector = collectorOf(connection, kind);
  sandbox.faults.set([{ type: 'deny', service, operation }]);
  await expect(collect(collector, scopes)).rejects.toMatchObject({ name: 'DeniedError' });
  sandbox.faults.set([{ type: 'throttle', service, operation }]);
  await expect(collect(collector, scopes)).rejects.toMatchObject({ name: 'ThrottledError' });
});

test('keys that may not be read are unknown, not none', async () => {
  const sandbox = await sandboxed({ size: 300, accounts: 2 });
  const connection = await connected(sandbox, { inventory: 'services' });
  sandbox.faults.set([{ type: 'deny', service: 'iam', operation: 'serviceAccounts.keys.list' }]);
  const { resources } = await collect(collectorOf(connection, 'principal'), await scopesOf(connection));
  expect(resources.length).toBeGreaterThan(0);
  expect(resources.filter(({ attributes }) => 'credentials' in (attributes as object))).toEqual([]);
});

test('an API that a project has not switched on is a failure that says what to do', async () => {
  const sandbox = await sandboxed({ size: 300, accounts: 2 });
  const connection = await connected(sandbox, { inventory: 'services' });
  const [scope] = await scopesOf(connection);
  sandbox.gcp.estate.apis.disable(scope?.account ?? '', 'sqladmin.googleapis.com');
  await expect(collect(collectorOf(connection, 'database'), scope ? [scope] : [])).rejects.toMatchObject({
    name: 'RejectedError',
    message: expect.stringContaining('gcloud services enable sqladmin.googleapis.com'),
  });
});
