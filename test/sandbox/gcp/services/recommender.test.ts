import { RecommenderClient } from '@google-cloud/recommender';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProjectCell } from '../../../../src/sandbox/gcp/estate/estate.ts';
import { policyRecommender, recommenderIds } from '../../../../src/sandbox/gcp/estate/recommendations.ts';
import { zonesOf } from '../../../../src/sandbox/gcp/estate/regions.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { allOf, gcpSandbox, optionsOf, projectOf } from './support.ts';

let sandbox: Sandbox;
let project: ProjectCell;
let client: RecommenderClient;

beforeAll(async () => {
  sandbox = await gcpSandbox(4_000);
  project = projectOf(sandbox);
  client = new RecommenderClient(optionsOf(sandbox));
});

afterAll(async () => {
  await client.close();
  await sandbox.close();
});

function parentOf(location: string, recommender: string): string {
  return `projects/${project.id}/locations/${location}/recommenders/${recommender}`;
}

async function recommended(location: string, recommender: string, filter = '') {
  const [found] = await client.listRecommendations({ parent: parentOf(location, recommender), filter });
  return found;
}

test('all recommendations are found in the places of their recommenders', async () => {
  const places = ['global', ...project.cells.flatMap(({ region }) => [region, ...zonesOf(region)])];
  const names: string[] = [];
  for (const location of places)
    for (const recommender of recommenderIds)
      for (const { name } of await recommended(location, recommender)) names.push(name ?? '');
  const expected = allOf(project.recommendations).map(({ arn }) =>
    arn.replace('//recommender.googleapis.com/', '').replace(`/${project.id}/`, `/${project.number}/`),
  );
  expect(new Set(names)).toEqual(new Set(expected));
  expect(names).toHaveLength(expected.length);
});

test('what is idle is recommended once, with the money that it costs', async () => {
  const all = allOf(project.recommendations);
  const active = all.filter(({ state }) => state !== 'SUCCEEDED');
  expect(active.length).toBeGreaterThan(all.length / 2);
  const idle = active.filter(({ recommender }) => recommender.startsWith('google.compute.instance.Idle'));
  expect(idle.length).toBeGreaterThan(5);
  expect(new Set(idle.map(({ target }) => target)).size).toBe(idle.length);
  const [one] = idle;
  const found = (await recommended(one?.location ?? '', one?.recommender ?? '')).find(({ name }) =>
    name?.endsWith(one?.id ?? '-'),
  );
  const instance = project.cells
    .map(({ instances }) => instances.find(one?.target.split('/').at(-1) ?? ''))
    .find((candidate) => candidate?.arn === one?.target);
  expect(instance).toMatchObject({ usage: 'idle', status: 'RUNNING' });
  expect(found).toMatchObject({
    recommenderSubtype: 'STOP_VM',
    content: { operationGroups: [{ operations: [{ resource: instance?.arn, path: '/status' }] }] },
    primaryImpact: { category: 'COST' },
  });
  expect(Number(found?.primaryImpact?.costProjection?.cost?.units)).toBeLessThan(0);
});

test('lists by state', async () => {
  const all = await recommended('global', policyRecommender);
  const active = await recommended('global', policyRecommender, 'stateInfo.state = ACTIVE');
  expect(active.length).toBe(all.filter(({ stateInfo }) => stateInfo?.state === 'ACTIVE').length);
  expect(active[0]?.content?.overview?.fields?.['member']?.stringValue).toMatch(/^serviceAccount:/);
});

test('refuses recommenders and places that there are not', async () => {
  await expect(recommended('global', 'google.nothing.Recommender')).rejects.toThrow('is not supported');
  await expect(recommended('-', policyRecommender)).rejects.toThrow('is not valid');
});
