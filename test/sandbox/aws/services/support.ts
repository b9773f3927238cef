import { existsSync, readFileSync } from 'node:fs';
import type { Cell } from '../../../../src/sandbox/aws/estate/estate.ts';
import type { Modelled, Population } from '../../../../src/sandbox/population.ts';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/sandbox.ts';

/** The instant at which the sandboxes of these tests start. */
export const startedAt = Date.UTC(2026, 10, 23, 10, 7, 30);

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** A sandbox whose time stands still. */
export function sandboxOf(size: number, seed = 11): Promise<Sandbox> {
  return startSandbox({ seed, size, clock: { now: () => startedAt } });
}

/** What a client of a cell's account and region is made with. */
export function configOf(sandbox: Sandbox, cell: Pick<Cell, 'account' | 'region'>) {
  const { accessKeyId, secretAccessKey } = sandbox.credentials(cell.account.id);
  return {
    endpoint: sandbox.url,
    region: cell.region,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
  };
}

/** The cell that has the most of a kind. */
export function largestCell(sandbox: Sandbox, populationOf: (cell: Cell) => Population<Modelled>): Cell {
  const [largest] = sandbox.aws.estate.cells.toSorted((a, b) => populationOf(b).size - populationOf(a).size);
  if (largest === undefined) throw new Error('an estate has at least one cell');
  return largest;
}

/** All of a population. */
export function allOf<Model>(population: Population<Model>): readonly Model[] {
  return Array.from({ length: population.size }, (_, index) => population.at(index));
}

/** The first that is as wanted; a test without one is wrong. */
export function firstWhere<Model>(models: Iterable<Model>, accepts: (model: Model) => boolean): Model {
  for (const model of models) if (accepts(model)) return model;
  throw new Error('nothing in the estate is as this test needs it');
}

const recorded = new URL('../../../../../shared/data/recorded/aws/', import.meta.url);

/** Whether the answers recorded from the real cloud are at hand. */
export const hasRecorded = existsSync(recorded);

/** The parsed answer in a recorded file. */
export function recordedAnswer(file: string): unknown {
  // The files keep status and data; each test looks at the data's shape only.
  const { data } = JSON.parse(readFileSync(new URL(file, recorded), 'utf8')) as { data: unknown };
  return data;
}

/**
 * Paths and types of everything that is in a recorded answer: `Groups[].MinSize: number`. Instants are dates in both
 * forms, and whatever is empty in the recording says nothing of what would be in it.
 */
export function shapeOf(value: unknown, path = ''): readonly string[] {
  if (value instanceof Date) return [`${path}: date`];
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => shapeOf(item, `${path}[]`)))];
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  if ('__class__' in value) return [`${path}: date`];
  return Object.entries(value)
    .filter(([key]) => !['ResponseMetadata', '$metadata'].includes(key))
    .flatMap(([key, field]) => shapeOf(field, path === '' ? key : `${path}.${key}`));
}
