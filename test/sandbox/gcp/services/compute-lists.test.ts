import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ProjectCell } from '../../../../src/sandbox/gcp/estate/estate.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { type GoogleErrorBody, restOf } from './rest.ts';
import { allIn, allOf, gcpSandbox, projectOf } from './support.ts';

let sandbox: Sandbox;
let project: ProjectCell;
let base: string;

beforeAll(async () => {
  sandbox = await gcpSandbox(4_000);
  project = projectOf(sandbox);
  base = `/compute/v1/projects/${project.id}`;
});

afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.close());

interface Item {
  readonly name: string;
  readonly selfLink: string;
  readonly kind: string;
  readonly status?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

interface Aggregated {
  readonly items: Readonly<
    Record<
      string,
      Readonly<Record<string, readonly Item[]>> & { readonly warning?: { readonly code: string } }
    >
  >;
  readonly nextPageToken?: string;
  readonly unreachables?: readonly string[];
}

const links = 'https://www.googleapis.com/compute/v1/';

/** All of an aggregated list. */
async function everything(name: string, query = ''): Promise<readonly Item[]> {
  const found: Item[] = [];
  let token = '';
  do {
    const { body } = await restOf(sandbox).get<Aggregated>(
      `${base}/aggregated/${name}?maxResults=200&pageToken=${token}${query}`,
    );
    for (const scoped of Object.values(body.items)) found.push(...(scoped[name] ?? []));
    token = body.nextPageToken ?? '';
  } while (token !== '');
  return found;
}

describe('what is listed', () => {
  test.each([
    ['addresses', () => [...allOf(project.globalAddresses), ...allIn(project, (cell) => cell.addresses)]],
    ['disks', () => allIn(project, (cell) => cell.disks)],
    [
      'forwardingRules',
      () => [...allOf(project.globalForwardingRules), ...allIn(project, (cell) => cell.forwardingRules)],
    ],
    ['instanceGroupManagers', () => allIn(project, (cell) => cell.instanceGroups)],
    ['instances', () => allIn(project, (cell) => cell.instances)],
    ['routers', () => allIn(project, (cell) => cell.routers)],
  ] as const)('%s: all of them, each to be had by its link', async (name, expected) => {
    const found = await everything(name);
    expect(found.map(({ selfLink }) => selfLink).toSorted()).toEqual(
      expected()
        .map(({ path }) => links + path)
        .toSorted(),
    );
    for (const item of found.slice(0, 3)) {
      const { body } = await restOf(sandbox).get(new URL(item.selfLink).pathname);
      expect(body).toEqual(item);
    }
  });

  test.each(['snapshots', 'images', 'instanceTemplates'])('%s of a project', async (name) => {
    const { body } = await restOf(sandbox).get<{ readonly items: readonly Item[]; readonly kind: string }>(
      `${base}/global/${name}`,
    );
    const kind = `compute#${name.slice(0, -1)}`;
    expect(body.kind).toBe(`${kind}List`);
    expect(body.items.length).toBeGreaterThan(0);
    for (const item of body.items.slice(0, 3)) {
      expect(item.kind).toBe(kind);
      expect((await restOf(sandbox).get(new URL(item.selfLink).pathname)).body).toEqual(item);
    }
  });

  test('parts of load balancers lead from one to the other', async () => {
    const [rules, proxies, maps, services] = await Promise.all(
      ['forwardingRules', 'targetHttpsProxies', 'urlMaps', 'backendServices'].map((name) => everything(name)),
    );
    const linkOf = (item: object | undefined, field: string): unknown =>
      Object.entries(item ?? {}).find(([name]) => name === field)?.[1];
    const rule = rules?.find((item) => String(linkOf(item, 'target')).includes('/targetHttpsProxies/'));
    const proxy = proxies?.find(({ selfLink }) => selfLink === linkOf(rule, 'target'));
    const map = maps?.find(({ selfLink }) => selfLink === linkOf(proxy, 'urlMap'));
    expect(services?.map(({ selfLink }) => selfLink)).toContain(linkOf(map, 'defaultService'));
  });

  test('a machine of a group says who made it, and the group that it is in it', async () => {
    const group = allIn(project, (cell) => cell.instanceGroups).find(({ members }) => members.length > 0);
    const { body } = await restOf(sandbox).post<{
      readonly managedInstances: readonly { readonly instance: string }[];
    }>(`/compute/v1/${group?.path ?? ''}/listManagedInstances?maxResults=1`);
    const [member] = body.managedInstances;
    const instance = await restOf(sandbox).get(new URL(member?.instance ?? '').pathname);
    expect(JSON.stringify(instance.body['metadata'])).toContain(`/instanceGroupManagers/${group?.id ?? ''}"`);
  });
});

describe('what is asked for', () => {
  test('by a filter', async () => {
    const stopped = await everything('instances', `&filter=${encodeURIComponent('status = TERMINATED')}`);
    expect(stopped.length).toBe(
      allIn(project, (cell) => cell.instances).filter(({ status }) => status === 'TERMINATED').length,
    );
    const owned = await everything(
      'disks',
      `&filter=${encodeURIComponent('(labels.owner:*) AND (labels.env = "prod")')}`,
    );
    expect(owned.length).toBeGreaterThan(0);
    for (const { labels } of owned) expect(labels).toMatchObject({ env: 'prod' });
  });

  test('by a mask, which is honoured down to the last field', async () => {
    const { body } = await restOf(sandbox).get<Aggregated>(
      `${base}/aggregated/instances?maxResults=3&fields=items/*/instances(name,disks/boot),nextPageToken`,
    );
    const found = Object.values(body.items).flatMap(({ instances = [] }) => instances);
    expect(found).toHaveLength(3);
    for (const item of found) expect(Object.keys(item).toSorted()).toEqual(['disks', 'name']);
    expect(found[0]).toMatchObject({ disks: expect.arrayContaining([{ boot: true }]) });
    expect(Object.keys(body).toSorted()).toEqual(['items', 'nextPageToken']);
  });

  test.each([
    'filter=size%20is%20large',
    'fields=items/*/instances(nonsense)',
    'fields=items(',
    'maxResults=501',
    'pageToken=abc',
    'orderBy=cost',
  ])('or not at all: %s', async (query) => {
    const { status, body } = await restOf(sandbox).get<GoogleErrorBody>(
      `${base}/aggregated/instances?${query}`,
    );
    expect(status).toBe(400);
    expect(body.error.status).toBe('INVALID_ARGUMENT');
  });
});

describe('trouble', () => {
  const path = () => `${base}/aggregated/instances?maxResults=500`;

  test('with one region leaves the others, where that was asked for', async () => {
    sandbox.faults.add({ type: 'error', region: 'us-central1', service: 'compute', status: 503 });
    const { body } = await restOf(sandbox).get<Aggregated>(`${path()}&returnPartialSuccess=true`);
    expect(body.unreachables).toContain(`projects/${project.id}/zones/us-central1-a`);
    expect(body.items['zones/us-central1-a']?.warning?.code).toBe('UNREACHABLE');
    expect(Object.values(body.items).some(({ instances = [] }) => instances.length > 0)).toBe(true);
    expect((await restOf(sandbox).get(path())).status).toBe(503);
    expect((await restOf(sandbox).get(`${base}/zones/us-central1-a/instances`)).status).toBe(503);
    expect((await restOf(sandbox).get(`${base}/zones/europe-west1-b/instances`)).status).toBe(200);
  });

  test('with permissions names the one that is missing', async () => {
    sandbox.faults.add({ type: 'deny', service: 'compute', operation: 'instances.aggregatedList' });
    const { status, body } = await restOf(sandbox).get<GoogleErrorBody>(path());
    expect(status).toBe(403);
    expect(body.error.message).toBe(
      `Required 'compute.instances.list' permission for 'projects/${project.id}'`,
    );
    expect((await restOf(sandbox).get(`${base}/aggregated/disks`)).status).toBe(200);
  });

  test('with quotas is a 403 of Compute Engine, and a 429 of the others', async () => {
    sandbox.faults.add({ type: 'throttle' });
    const compute = await restOf(sandbox).get<GoogleErrorBody>(path());
    expect(compute.status).toBe(403);
    expect(compute.body.error.errors[0]?.reason).toBe('rateLimitExceeded');
    expect(compute.body.error.details?.[0]?.reason).toBe('RATE_LIMIT_EXCEEDED');
    const manager = await restOf(sandbox).get<GoogleErrorBody>('/v3/projects:search');
    expect(manager.status).toBe(429);
    expect(manager.body.error.status).toBe('RESOURCE_EXHAUSTED');
  });

  test('with the answer: cut short, or led back to where it is', async () => {
    const first = await restOf(sandbox).get<Aggregated>(`${base}/aggregated/instances?maxResults=2`);
    const token = first.body.nextPageToken ?? '';
    sandbox.faults.add({ type: 'repeat-token' });
    const again = await restOf(sandbox).get<Aggregated>(
      `${base}/aggregated/instances?maxResults=2&pageToken=${token}`,
    );
    expect(again.body.nextPageToken).toBe(token);
    sandbox.faults.set([{ type: 'truncate' }]);
    await expect(restOf(sandbox).get(path())).rejects.toThrow(SyntaxError);
  });

  test('when it is strict: a minute’s worth of requests, and no more', async () => {
    const strict = await gcpSandbox(50, { limits: 'strict' });
    const { get } = restOf(strict);
    const asked = Array.from({ length: 130 }, () =>
      get(
        `/v1/projects/${projectOf(strict).id}/locations/global/recommenders/google.iam.policy.Recommender/recommendations`,
      ),
    );
    const answers = await Promise.all(asked);
    expect(answers.some(({ status }) => status === 429)).toBe(true);
    expect(answers.filter(({ status }) => status === 429).every(({ body }) => 'error' in body)).toBe(true);
    await strict.close();
  });
});
