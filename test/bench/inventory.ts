import type { Collector, Connection, Scope } from 'bursar/adapter';
import { readRecord } from '../../src/inventory/read-record.ts';
import type { Figure } from './bench.ts';
import { measuredPass } from './measured-pass.ts';

/** CPU time tells least of what else the machine does in the best round. */
const rounds = 3;

/** What a measured reading came to. */
export interface Measured {
  readonly count: number;
  readonly perCpuSecond: number;
  readonly perSecond: number;
}

/** What is done with each record. */
export type Step = (collector: Collector, raw: unknown, scope: Scope) => unknown;

export interface FigureOptions {
  readonly goal?: number;
  readonly better?: 'lower';
  /** Not rounded to a whole number. */
  readonly exact?: true;
}

/** Makes the figures of one bench. */
export type MakeFigure = (name: string, value: number, unit: string, options?: FigureOptions) => Figure;

export function figuresOf(bench: string): MakeFigure {
  return (figure, value, unit, { exact, ...rest } = {}) => {
    const shown = exact === true ? Math.round(value * 10) / 10 : Math.round(value);
    return { bench, figure, value: shown, unit, better: 'higher', ...rest };
  };
}

/** Every scope that a connection lists. @throws the error of the first that failed */
export async function scopesOf(connection: Connection, signal: AbortSignal): Promise<readonly Scope[]> {
  const scopes: Scope[] = [];
  for await (const scope of connection.scopes(signal)) {
    if ('error' in scope) throw scope.error;
    scopes.push(scope);
  }
  return scopes;
}

export function instancesOf({ collectors }: Connection): Collector {
  const collector = collectors.find(({ kind }) => kind.name === 'instance');
  if (collector === undefined) throw new Error('nothing collects instances');
  return collector;
}

/** The round of several in which a CPU of this process did most. */
export async function best(read: () => Promise<number>): Promise<Measured> {
  let measured = await measure(read);
  for (let round = 1; round < rounds; round++) {
    const next = await measure(read);
    if (next.perCpuSecond > measured.perCpuSecond) measured = next;
  }
  return measured;
}

async function measure(read: () => Promise<number>): Promise<Measured> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const count = await read();
  const { user, system } = process.cpuUsage(before);
  return {
    count,
    perCpuSecond: (count * 1e6) / (user + system),
    perSecond: (count * 1e3) / (performance.now() - startedAt),
  };
}

/** Reads all scopes, by one list where there is one for all; each page is let go before the next. */
export async function collected(
  collector: Collector,
  scopes: readonly Scope[],
  step: Step,
  signal: AbortSignal,
): Promise<number> {
  let count = 0;
  for await (const page of collector.pagesOfAll?.(scopes, signal) ?? []) {
    if ('error' in page) throw page.error;
    for (const raw of page.records) step(collector, raw, page.scope);
    count += page.records.length;
  }
  if (collector.pagesOfAll !== undefined) return count;
  for (const scope of scopes) {
    for await (const page of collector.pages(scope, signal)) {
      if ('error' in page) throw page.error;
      for (const raw of page) step(collector, raw, scope);
      count += page.length;
    }
  }
  return count;
}

/** What the engine does with a record. */
export function checked(collector: Collector, raw: unknown, scope: Scope): void {
  const record = readRecord(collector, raw, scope);
  if ('unreadable' in record) throw new Error(record.unreadable.error);
}

/** From the request to the checked resource, as a pass does it, and what of it each step takes. */
export async function* inventoryFigures(
  figure: MakeFigure,
  goal: number,
  collector: Collector,
  scopes: readonly Scope[],
  signal: AbortSignal,
): AsyncGenerator<Figure> {
  const measured = (step: Step): Promise<Measured> => best(() => collected(collector, scopes, step, signal));
  // Nothing is measured before all that is imported has been, and compiled.
  await measured(checked);
  const all = await measured(checked);
  yield figure('instances', all.count, '1', { goal: 50_000 });
  yield figure('instancesPerCpuSecond', all.perCpuSecond, '1/s', { goal });
  yield figure('instancesPerSecond', all.perSecond, '1/s');
  const listed = await measured(() => undefined);
  const mapped = await measured((of, raw, scope) => of.read(raw, scope));
  const took = (less: Measured | undefined, more: Measured): number =>
    1e6 / more.perCpuSecond - (less === undefined ? 0 : 1e6 / less.perCpuSecond);
  const lower = { better: 'lower', exact: true } as const;
  yield figure('cpuMicrosecondsOfRequestAndParse', took(undefined, listed), 'µs', lower);
  yield figure('cpuMicrosecondsOfMapping', took(listed, mapped), 'µs', lower);
  yield figure('cpuMicrosecondsOfCheck', took(mapped, all), 'µs', lower);
}

/** A whole pass by the config of a folder, in a process of its own. */
export async function* passFigures(
  figure: MakeFigure,
  folder: string,
  env: Readonly<Record<string, string>>,
): AsyncGenerator<Figure> {
  const pass = await measuredPass(folder, env);
  const lower = { better: 'lower', exact: true } as const;
  yield figure('instancesOfPass', pass.instances, '1', { goal: 50_000 });
  yield figure('peakMebibytesOfPass', pass.peakKib / 1_024, 'MiB', { goal: 400, better: 'lower' });
  yield figure('secondsOfPass', pass.seconds, 's', lower);
  yield figure('cpuSecondsOfPass', pass.cpuSeconds, 's', lower);
}
