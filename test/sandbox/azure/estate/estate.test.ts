import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEstate } from '../../../../src/sandbox/azure/estate/create-estate.ts';
import type { Estate } from '../../../../src/sandbox/azure/estate/estate.ts';
import { guidOf, indexOfGuid } from '../../../../src/sandbox/azure/estate/guid.ts';
import { cellPopulations, globalPopulations } from '../../../../src/sandbox/azure/estate/populations.ts';
import { truthsOf } from '../../../../src/sandbox/azure/truths.ts';
import type { Modelled, Population } from '../../../../src/sandbox/population.ts';
import { allOf, dayMs, startedAt } from '../support.ts';

const tenantId = '11111111-2222-4333-a444-555555555555';
const clock = { now: () => startedAt };

function estateOf(size: number, seed = 5): Estate {
  return createEstate({ seed, size, tenantId, clock });
}

function populationsOf(
  estate: Estate,
): readonly (readonly [kind: string, population: Population<Modelled>])[] {
  return estate.cells.flatMap((cell) => [
    ...cellPopulations(cell),
    ...globalPopulations(cell),
    ['principal', cell.applications] as const,
  ]);
}

test.each([50, 51, 500, 7_777])('an estate of %i has so many resources, and every kind', (size) => {
  const populations = populationsOf(estateOf(size));
  expect(populations.reduce((sum, [, population]) => sum + population.size, 0)).toBe(size);
  const kinds = new Set(populations.filter(([, population]) => population.size > 0).map(([kind]) => kind));
  expect(kinds.size).toBe(17);
});

test('a million of them take no time to make', () => {
  const estate = estateOf(1_000_000);
  expect(estate.cells.at(-1)?.virtualMachines.at(7).name).toMatch(/-8$/);
});

test('the same seed gives the same estate, another one another', () => {
  const truths = (seed: number) => [...truthsOf(estateOf(400, seed))];
  expect(truths(5)).toEqual(truths(5));
  expect(truths(6)).not.toEqual(truths(5));
});

test('every resource is found by its name, and no two have the same id', () => {
  const seen = new Set<string>();
  for (const [, population] of populationsOf(estateOf(3_000)))
    for (const model of allOf(population)) {
      expect(seen.has(model.arn)).toBe(false);
      seen.add(model.arn);
      const name = 'name' in model && typeof model.name === 'string' ? model.name : model.id;
      expect(population.find(name)).toEqual(model);
    }
});

test('a resource beyond the last is refused, and a name that was never given out finds nothing', () => {
  for (const [, population] of populationsOf(estateOf(300))) {
    expect(() => population.at(population.size)).toThrow(RangeError);
    expect(() => population.at(-1)).toThrow(RangeError);
    expect(population.find('vm-web-999999')).toBeUndefined();
  }
});

test('what refers to a disk, a machine or an address is referred to by it', () => {
  for (const cell of estateOf(3_000).cells) {
    const disks = new Map(allOf(cell.disks).map((disk) => [disk.armId, disk]));
    const addresses = new Set(allOf(cell.addresses).map(({ armId }) => armId));
    for (const vm of allOf(cell.virtualMachines)) {
      const ids = [vm.osDisk, ...vm.dataDisks].filter((id) => id !== undefined);
      expect(ids.map((id) => disks.get(id)?.managedBy)).toEqual(ids.map(() => vm.armId));
    }
    const held = [...disks.values()].filter(({ managedBy }) => managedBy !== undefined);
    expect(held).toHaveLength(
      allOf(cell.virtualMachines).reduce((sum, vm) => sum + vm.dataDisks.length + (vm.osDisk ? 1 : 0), 0),
    );
    for (const gateway of allOf(cell.natGateways))
      expect(addresses.has(gateway.addresses[0] ?? '')).toBe(true);
    const snapshots = new Set(allOf(cell.snapshots).map(({ armId }) => armId));
    for (const image of [...allOf(cell.images), ...allOf(cell.galleryImages)])
      expect(snapshots.has(image.snapshotId)).toBe(true);
  }
});

test('what is flagged is so for a reason', () => {
  const estate = estateOf(6_000);
  const flagged = (truths: readonly string[], rule: string): boolean => truths.includes(rule);
  for (const cell of estate.cells) {
    for (const vm of allOf(cell.virtualMachines)) {
      expect(flagged(vm.truths, 'instance-stopped-billed')).toBe(vm.power === 'stopped');
      const long = vm.power === 'deallocated' && startedAt - vm.provisionedAt > 30 * dayMs;
      expect(flagged(vm.truths, 'instance-stopped-long')).toBe(long);
      const idle = vm.usage === 'idle' && vm.power === 'running' && vm.size.gpu === undefined;
      expect(flagged(vm.truths, 'instance-idle') && !idle).toBe(false);
    }
    const referenced = new Set(
      [...allOf(cell.images), ...allOf(cell.galleryImages)].map(({ snapshotId }) => snapshotId),
    );
    for (const snapshot of allOf(cell.snapshots)) {
      const old = startedAt - snapshot.createdAt > 90 * dayMs;
      expect(flagged(snapshot.truths, 'snapshot-unreferenced')).toBe(old && !referenced.has(snapshot.armId));
    }
    for (const address of allOf(cell.addresses))
      expect(flagged(address.truths, 'address-unused')).toBe(
        address.ipConfiguration === undefined && address.natGateway === undefined,
      );
  }
});

test('every rule of the default pack is to be found by something, and something escapes it', () => {
  const truths = [...truthsOf(estateOf(4_000))];
  const rules = new Set(truths.flatMap(({ rules: ids }) => ids));
  expect([...rules].toSorted()).toEqual([
    'address-unused',
    'database-without-connections',
    'instance-idle',
    'instance-stopped-billed',
    'instance-stopped-long',
    'required-tags',
    'snapshot-unreferenced',
    'volume-unattached',
  ]);
  const undecidable = new Set(truths.flatMap((truth) => truth.undecidable));
  expect([...undecidable].toSorted()).toEqual([
    'database-without-connections',
    'instance-idle',
    'load-balancer-without-targets',
    'nat-gateway-without-traffic',
  ]);
});

test("a resource group's tags are not those of what is in it", () => {
  const estate = estateOf(4_000);
  const [cell] = estate.cells.toSorted((a, b) => b.virtualMachines.size - a.virtualMachines.size);
  const own = allOf(cell?.virtualMachines ?? { size: 0, at: () => never(), find: () => undefined });
  const differing = own.filter(({ tags, group }) => JSON.stringify(tags) !== JSON.stringify(group.tags));
  expect(differing.length).toBeGreaterThan(own.length / 2);
});

function never(): never {
  throw new Error('there is none');
}

test('a GUID hides an index, and no other is taken for it', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 1_000_000 }), (seed, index) => {
      const guid = guidOf(seed, index);
      expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(indexOfGuid(seed, guid.toUpperCase())).toBe(index);
      const other = `${guid.slice(0, -1)}${guid.endsWith('0') ? '1' : '0'}`;
      expect(indexOfGuid(seed, other)).toBeUndefined();
    }),
  );
});
