import { expect, test } from 'vitest';
import { DeniedError } from '../../src/core/errors.ts';
import type { ResourceOf } from '../../src/core/resource.ts';
import type { SignalConnection } from '../../src/core/signal-source.ts';
import { recommendation } from '../../src/kinds/index.ts';
import { type FakeCloud } from '../fixtures/fake-adapter.ts';
import { disk, machine, scopeOf } from '../fixtures/resources.ts';
import { accountOne, cloudOf, type FakeList, governed, packOf } from './governed.ts';

function advisory(
  id: string,
  attributes: Partial<ResourceOf<typeof recommendation>['attributes']>,
): ResourceOf<typeof recommendation> {
  return {
    kind: recommendation.name,
    id,
    name: id,
    scope: scopeOf(),
    untaggable: true,
    attributes: { source: 'Advisor', topic: 'idle', advice: 'stop it', subjects: [], ...attributes },
  };
}

test("a provider's own advice is kept beside the findings on what it is about, and no verdict rests on it", async () => {
  const lists: Record<string, FakeList> = {
    'north instance': [[machine('idle-1'), machine('busy')]],
    'north volume': [[disk('v')]],
    'north recommendation': [
      [
        advisory('r-2', { topic: 'resize', subjects: ['idle-1', 'busy'] }),
        advisory('r-1', { subjects: ['idle-1'], monthlySaving: { amount: '12.5', currency: 'USD' } }),
        advisory('r-3', {
          advice: 'odd',
          subjects: ['v'],
          monthlySaving: { amount: 'much', currency: 'USD' },
        }),
      ],
    ],
    'global account': [[accountOne]],
  };
  const cloud = { ...cloudOf(lists), kinds: ['instance', 'volume', 'account', 'recommendation'] };
  const makePass = await governed(cloud);
  const findings = await Array.fromAsync((await makePass()).findings());
  const source = 'Advisor';
  expect(new Map(findings.map(({ resource, advice }) => [resource, advice]))).toEqual(
    new Map([
      [
        'idle-1',
        [
          { source, topic: 'idle', advice: 'stop it', monthlySaving: { amount: '12.5', currency: 'USD' } },
          { source, topic: 'resize', advice: 'stop it' },
        ],
      ],
      ['v', [{ source, topic: 'idle', advice: 'odd' }]],
    ]),
  );
  lists['north recommendation'] = [[]];
  const later = await Array.fromAsync((await makePass()).findings());
  expect(later.map(({ advice }) => advice)).toEqual([undefined, undefined]);
});

test('a source beside the cloud is asked first, and knows even what is not read this time', async () => {
  const lists: Record<string, FakeList> = {
    'north instance': [[machine('idle-1'), machine('busy')]],
    'south instance': [[machine('far', {}, { scope: scopeOf('south') })]],
    'global account': [[accountOne]],
  };
  const shown: string[][] = [];
  const source: SignalConnection = {
    name: 'metrics',
    offers: [{ signal: 'cpu-utilization', kinds: ['instance'] }],
    async prepare(resources) {
      shown.push([]);
      for await (const chunk of resources) shown.at(-1)?.push(...chunk.map(({ id }) => id));
      return {
        async *read(requests) {
          for (const request of requests) {
            const { startAt, stepMs, resource } = request;
            const points = Array.from({ length: 288 }, () => 2);
            const series = { startAt, stepMs, points, source: 'metrics' };
            yield { request, series: resource.id === 'busy' ? series : undefined };
          }
        },
      };
    },
    async *checks() {},
    async close() {},
  };
  const cloud: FakeCloud = {
    ...cloudOf(lists),
    scopes: [scopeOf(), scopeOf('south'), scopeOf('global')],
  };
  const makePass = await governed(cloud, [packOf()], [source]);
  const findings = await Array.fromAsync((await makePass()).findings());
  expect(Object.fromEntries(findings.map(({ name, evidence }) => [name, evidence['cpu']]))).toMatchObject({
    busy: { source: 'metrics', value: 2 },
    'idle-1': { source: 'test', value: 1 },
  });
  lists['south instance'] = [new DeniedError('not allowed')];
  await makePass();
  expect(shown.map((ids) => ids.toSorted())).toEqual([
    ['busy', 'far', 'idle-1'],
    ['busy', 'far', 'idle-1'],
  ]);
});
