import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cell, ProjectCell } from '../../../src/sandbox/gcp/estate/estate.ts';
import type { EstateKind } from '../../../src/sandbox/gcp/estate/kinds.ts';
import type { Modelled, Population } from '../../../src/sandbox/population.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { allOf, gcpSandbox } from './services/support.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await gcpSandbox(6_000, { accounts: 4 });
});

afterAll(() => sandbox.close());

type Kind = readonly [
  kind: EstateKind,
  populations: (project: ProjectCell) => readonly Population<Modelled>[],
];

function inCells(populationOf: (cell: Cell) => Population<Modelled>) {
  return ({ cells }: ProjectCell): readonly Population<Modelled>[] => cells.map(populationOf);
}

const kinds: readonly Kind[] = [
  ['database', inCells(({ databases }) => databases)],
  ['function', inCells(({ functions }) => functions)],
  ['run-service', inCells(({ runServices }) => runServices)],
  ['notebook', inCells(({ notebooks }) => notebooks)],
  ['endpoint', inCells(({ endpoints }) => endpoints)],
  ['bucket', ({ buckets }) => [buckets]],
  ['service-account', ({ serviceAccounts }) => [serviceAccounts]],
  ['custom-role', ({ customRoles }) => [customRoles]],
  ['recommendation', ({ recommendations }) => [recommendations]],
];

describe.each(kinds)('of kind %s', (kind, populationsOf) => {
  test('there are as many as the estate has of it, each with a name of its own', () => {
    const all = sandbox.gcp.estate.projects.flatMap((project) => populationsOf(project).flatMap(allOf));
    expect(all.length).toBeGreaterThan(1);
    expect(all).toHaveLength(
      sandbox.gcp.estate.projects.reduce((sum, project) => sum + project.count(kind), 0),
    );
    expect(new Set(all.map(({ arn }) => arn)).size).toBe(all.length);
  });

  test('each is found by its id, and what is none of them is not', () => {
    for (const project of sandbox.gcp.estate.projects) {
      for (const population of populationsOf(project)) {
        for (const model of allOf(population)) expect(population.find(model.id)).toEqual(model);
        expect(population.find('nothing-1')).toBeUndefined();
        expect(() => population.at(population.size)).toThrow(RangeError);
      }
    }
  });

  test('the same seed makes the same', async () => {
    const again = await gcpSandbox(6_000, { accounts: 4 });
    for (const [index, project] of sandbox.gcp.estate.projects.entries()) {
      const other = again.gcp.estate.projects[index];
      expect(other && populationsOf(other).flatMap(allOf)).toEqual(populationsOf(project).flatMap(allOf));
    }
    await again.close();
  });

  test('labels are such as Google takes', () => {
    for (const project of sandbox.gcp.estate.projects)
      for (const { tags } of populationsOf(project).flatMap(allOf))
        for (const [key, value] of tags) {
          expect(key).toMatch(/^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u);
          expect(value).toMatch(/^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u);
        }
  });
});

test('something of every sort is flagged, passed and undecidable', () => {
  const databases = sandbox.gcp.estate.cells.flatMap((cell) => allOf(cell.databases));
  const rule = 'database-without-connections';
  expect(databases.some(({ truths }) => truths.includes(rule))).toBe(true);
  expect(databases.some(({ undecidable }) => undecidable.includes(rule))).toBe(true);
  expect(databases.some(({ truths, usage }) => usage === 'web' && !truths.includes(rule))).toBe(true);
  expect(databases.some(({ replicaOf }) => replicaOf !== undefined)).toBe(true);
});

test('a replica is in the place of what it replicates, and runs the same', () => {
  for (const { databases } of sandbox.gcp.estate.cells) {
    for (const { id, replicaOf, replicas, version, tier } of allOf(databases)) {
      const source = replicaOf === undefined ? undefined : databases.find(replicaOf);
      expect(source === undefined).toBe(replicaOf === undefined);
      expect(source?.replicas ?? [id]).toContain(id);
      expect({ version: source?.version ?? version, tier: source?.tier ?? tier }).toEqual({ version, tier });
      for (const replica of replicas) expect(databases.find(replica)?.replicaOf).toBe(id);
    }
  }
});
