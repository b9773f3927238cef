import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComputeModel } from '../../../src/sandbox/gcp/estate/compute-model.ts';
import { createEstate } from '../../../src/sandbox/gcp/estate/create-estate.ts';
import type { Estate } from '../../../src/sandbox/gcp/estate/estate.ts';
import { isLabel } from '../../../src/sandbox/gcp/estate/labels.ts';
import { indexOfNumericId, numericIdOf } from '../../../src/sandbox/gcp/estate/numeric-ids.ts';
import { truthsOf } from '../../../src/sandbox/gcp/truths.ts';
import type { Population } from '../../../src/sandbox/population.ts';
import { allIn, allOf, startedAt } from './services/support.ts';

function estateOf(seed: number, size: number, projects = 3): Estate {
  return createEstate({ seed, size, projects, clock: { now: () => startedAt } });
}

describe('an estate', () => {
  test('is the same for the same seed, and another for another', () => {
    const truths = (seed: number): string => JSON.stringify([...truthsOf(estateOf(seed, 300))]);
    expect(truths(3)).toBe(truths(3));
    expect(truths(3)).not.toBe(truths(4));
  });

  test('has so many resources as are asked for, of every kind, wherever they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 5_000 }), fc.integer({ min: 1, max: 9 }), (size, projects) => {
        const estate = estateOf(5, size, projects);
        const instances = estate.cells.reduce((sum, cell) => sum + cell.instances.size, 0);
        const disks = estate.cells.reduce((sum, cell) => sum + cell.disks.size, 0);
        expect(instances).toBeGreaterThan(0);
        expect(disks).toBeGreaterThan(instances);
        for (const cell of estate.cells) expect(cell.disks.size).toBeGreaterThanOrEqual(cell.instances.size);
      }),
      { numRuns: 40 },
    );
  });

  test.each([50, 400, 4_000])('of %i: whatever has a name is found by it, and by its number', (size) => {
    for (const project of estateOf(6, size).projects) {
      const populations: readonly Population<ComputeModel>[] = [
        project.snapshots,
        project.images,
        project.globalAddresses,
        project.globalForwardingRules,
        project.instanceTemplates,
        ...project.cells.flatMap((cell) => [
          cell.instances,
          cell.disks,
          cell.addresses,
          cell.routers,
          cell.instanceGroups,
          cell.forwardingRules,
        ]),
      ];
      for (const population of populations)
        for (const model of allOf(population)) {
          expect(population.find(model.id)?.index).toBe(model.index);
          expect(population.find(model.number)?.index).toBe(model.index);
        }
    }
  });

  test('names nothing twice', () => {
    const arns = [...truthsOf(estateOf(7, 6_000))].map(({ arn }) => arn);
    expect(new Set(arns).size).toBe(arns.length);
  });

  test('has every disk that its machines tell of, in their zone or region, and no other in use', () => {
    const estate = estateOf(8, 3_000);
    for (const project of estate.projects) {
      const held = allIn(project, (cell) => cell.disks).filter(({ user }) => user !== undefined);
      const machines = allIn(project, (cell) => cell.instances);
      const told = machines.reduce((sum, { dataDisks }) => sum + 1 + dataDisks.length, 0);
      expect(held).toHaveLength(told);
      for (const { user, scope, replicaZones } of held)
        expect(replicaZones ?? [scope.replace('zones/', '')]).toContain(user?.zone);
    }
  });

  test('gives an address to one machine at most, which tells of it', () => {
    for (const project of estateOf(9, 6_000).projects) {
      const machines = new Map(
        allIn(project, (cell) => cell.instances).map((machine) => [machine.path, machine]),
      );
      const used = allIn(project, (cell) => cell.addresses).filter(({ users }) =>
        users[0]?.includes('/instances/'),
      );
      for (const { ip, users } of used) expect(machines.get(users[0] ?? '')?.publicIp).toBe(ip);
    }
  });

  test('labels its things as Google allows', () => {
    for (const project of estateOf(10, 2_000).projects)
      for (const { tags } of allIn(project, (cell) => cell.disks))
        for (const [key, value] of tags) expect(isLabel(key, value)).toBe(true);
  });

  test('has something to find for every rule that it has the kinds for', () => {
    const rules = new Set([...truthsOf(estateOf(11, 3_000))].flatMap((truth) => truth.rules));
    expect([...rules].toSorted()).toEqual([
      'address-unused',
      'database-without-connections',
      'instance-idle',
      'instance-stopped-long',
      'load-balancer-without-targets',
      'nat-gateway-without-traffic',
      'required-tags',
      'snapshot-unreferenced',
      'volume-unattached',
    ]);
  });
});

test('a number hides an index, and only that', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 999_999 }), (seed, index) => {
      const id = numericIdOf(seed, index);
      expect(id).toMatch(/^[1-9]\d{18}$/);
      expect(BigInt(id)).toBeLessThan(1n << 63n);
      expect(indexOfNumericId(seed, id)).toBe(index);
      expect(indexOfNumericId(seed + 1, id)).toBeUndefined();
    }),
  );
});
