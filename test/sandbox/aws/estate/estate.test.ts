import { assert, integer, nat, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { createEstate } from '../../../../src/sandbox/aws/estate/create-estate.ts';
import type { Cell, Estate } from '../../../../src/sandbox/aws/estate/estate.ts';
import { estateKinds } from '../../../../src/sandbox/aws/estate/kinds.ts';
import type { Account } from '../../../../src/sandbox/aws/estate/place.ts';
import { accountPopulations, cellPopulations } from '../../../../src/sandbox/aws/estate/populations.ts';
import { truthsOf } from '../../../../src/sandbox/aws/truths.ts';
import type { Modelled, Population } from '../../../../src/sandbox/population.ts';
import { allOf, dayMs, startedAt } from '../services/support.ts';

const clock = { now: () => startedAt };

function estateOf(size: number, seed = 7, accounts = 3): Estate {
  return createEstate({ seed, size, accounts, clock });
}

function populationsOf(estate: Estate): readonly Population<Modelled>[] {
  const regional = estate.cells.flatMap((cell: Cell) => cellPopulations(cell));
  const accountWide = estate.accounts.flatMap((account: Account) => accountPopulations(account, startedAt));
  return [...regional, ...accountWide].map(([, population]) => population);
}

const estates = record({
  size: integer({ min: 50, max: 1_000_000 }),
  seed: integer({ min: 0, max: 0xffff_ffff }),
  accounts: integer({ min: 1, max: 12 }),
});

test('has as many resources as were asked for', () => {
  assert(
    property(estates, ({ size, seed, accounts }) => {
      const sizes = populationsOf(estateOf(size, seed, accounts)).map((population) => population.size);
      expect(sizes.reduce((sum, one) => sum + one, 0)).toBe(size);
    }),
  );
});

test.each([50, 51, 60, 100])('has each kind at least once at a size of %i', (size) => {
  const estate = estateOf(size);
  for (const kind of estateKinds) {
    const places = ['role', 'user', 'policy'].includes(kind) ? estate.accounts : estate.cells;
    expect(places.reduce((sum, place) => sum + place.count(kind), 0)).toBeGreaterThanOrEqual(1);
  }
});

test('has something to find for every rule of the default pack even when it is small', () => {
  const rules = new Set([...truthsOf(estateOf(50))].flatMap((truth) => truth.rules));
  expect([...rules].toSorted()).toEqual([
    'address-unused',
    'database-without-connections',
    'instance-idle',
    'instance-stopped-long',
    'load-balancer-without-targets',
    'nat-gateway-without-traffic',
    'required-tags',
    'snapshot-unreferenced',
    'volume-type-outdated',
    'volume-unattached',
  ]);
});

test.each([49, 1_000_001, 100.5, Number.NaN])('refuses a size of %d', (size) => {
  expect(() => estateOf(size)).toThrow(RangeError);
});

test('is the same for the same seed, and another one for another', () => {
  assert(
    property(estates, nat(), ({ size, seed, accounts }, number) => {
      const [one, same, other] = [seed, seed, seed ^ 1].map((from) =>
        populationsOf(estateOf(size, from, accounts)).filter((population) => population.size > 0),
      );
      const at = number % (one?.length ?? 1);
      const index = number % (one?.[at]?.size ?? 1);
      const resource = one?.[at]?.at(index);
      expect(same?.[at]?.at(index)).toEqual(resource);
      expect(other?.[at]?.at(index).arn).not.toBe(resource?.arn);
    }),
  );
});

test('finds each resource by its id, and no other', () => {
  assert(
    property(estates, nat(), ({ size, seed, accounts }, number) => {
      for (const population of populationsOf(estateOf(size, seed, accounts))) {
        if (population.size === 0) continue;
        const resource = population.at(number % population.size);
        expect(population.find(resource.id)).toEqual(resource);
        expect(population.find(`${resource.id}x`)).toBeUndefined();
        expect(() => population.at(population.size)).toThrow(RangeError);
        expect(() => population.at(-1)).toThrow(RangeError);
      }
    }),
    { numRuns: 30 },
  );
});

test('has no two resources of the same ARN', () => {
  const arns = populationsOf(estateOf(5_000)).flatMap((population) =>
    allOf(population).map(({ arn }) => arn),
  );
  expect(new Set(arns).size).toBe(5_000);
});

test.each([50, 777, 4_000])(
  'attaches volumes and addresses from both sides alike at a size of %i',
  (size) => {
    for (const cell of estateOf(size).cells) {
      const fromInstances = allOf(cell.instances).flatMap((instance) =>
        instance.volumes.map(
          ({ volumeId, device }) => `${instance.id} ${device} ${volumeId} ${instance.zone}`,
        ),
      );
      const fromVolumes = allOf(cell.volumes).flatMap((volume) =>
        volume.attachments.map(
          ({ instanceId, device }) => `${instanceId} ${device} ${volume.id} ${volume.zone}`,
        ),
      );
      expect(fromVolumes.toSorted()).toEqual(fromInstances.toSorted());
      for (const { association, publicIp } of allOf(cell.addresses)) {
        if (association?.instanceId === undefined) continue;
        expect(cell.instances.find(association.instanceId)).toMatchObject({
          publicIp,
          privateIp: association.privateIp,
        });
      }
      for (const gateway of allOf(cell.natGateways))
        expect(cell.addresses.find(gateway.allocationId)).toMatchObject({
          publicIp: gateway.publicIp,
          association: { networkInterfaceId: gateway.networkInterfaceId },
        });
      for (const image of allOf(cell.images))
        expect(cell.snapshots.find(image.rootSnapshotId)?.description).toContain(image.id);
    }
  },
);

test('counts a scaling group as the members name it', () => {
  for (const cell of estateOf(3_000).cells) {
    const named = Map.groupBy(
      allOf(cell.instances).filter(({ group }) => group !== undefined),
      ({ group }) => group ?? '',
    );
    for (const [name, members] of named) {
      expect(cell.scalingGroups.find(name)).toBeDefined();
      expect(members.every(({ tags }) => tags.some(([, value]) => value === name))).toBe(true);
    }
  }
});

test('tells what is to be found with room to spare', () => {
  const { cells } = estateOf(4_000);
  const instances = cells.flatMap(({ instances: all }) => allOf(all));
  const volumes = cells.flatMap(({ volumes: all }) => allOf(all));
  const idle = instances.filter(({ truths }) => truths.includes('instance-idle'));
  const stopped = instances.filter(({ truths }) => truths.includes('instance-stopped-long'));
  const unattached = volumes.filter(({ truths }) => truths.includes('volume-unattached'));
  for (const instance of idle) {
    expect(instance).toMatchObject({ state: 'running', usage: 'idle', group: undefined });
    expect(instance.type.gpu).toBeUndefined();
    expect(startedAt - instance.launchedAt).toBeGreaterThan(20 * dayMs);
  }
  for (const { stateSince = startedAt } of stopped)
    expect(startedAt - stateSince).toBeGreaterThan(35 * dayMs);
  expect(unattached.every(({ attachments }) => attachments.length === 0)).toBe(true);
  for (const { truths, type } of volumes)
    expect(truths.includes('volume-type-outdated')).toBe(type === 'gp2');
});

test('makes a million resources reachable at once, anywhere', () => {
  const estate = estateOf(1_000_000);
  for (const cell of estate.cells)
    for (const population of [cell.instances, cell.volumes, cell.snapshots]) {
      const last = population.at(population.size - 1);
      expect(population.find(last.id)?.arn).toBe(last.arn);
    }
});
