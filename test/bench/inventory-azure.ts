import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Collector, type Connection, type Scope, systemClock } from 'bursar/adapter';
import { type AzureSettingsInput, azureAdapter } from 'bursar/azure';
import pino from 'pino';
import { z } from 'zod';
import { readRecord } from '../../src/inventory/read-record.ts';
import { writeConfig } from '../fixtures/estate.ts';
import type { Bench, Figure } from './bench.ts';
import { measuredPass } from './measured-pass.ts';

const server = fileURLToPath(new URL('./serve-azure.ts', import.meta.url));
/** An estate of this size has a little over 50,000 machines. */
const estateSize = 153_000;

/** CPU time tells least of what else the machine does in the best round. */
const rounds = 3;

const services =
  'AppService Authorization Compute MachineLearning ManagedIdentity ManagementGroups Metrics MicrosoftGraph MySql Network PostgreSql ResourceGraph ResourceManager Sql Storage Subscriptions';

/** The bucket's waiting is no work. */
const callsPerSecond = Object.fromEntries(services.split(' ').map((service) => [service, 10_000]));

/**
 * The machines of an estate by Resource Graph, from the request to the checked resource: how many a CPU of this process
 * does in a second, without and with asking each subscription since when its machines are stopped. Then the memory of a
 * whole pass over them. The sandbox that answers is a process of its own.
 */
export const bench: Bench = {
  name: 'inventory-azure',
  async *run(): AsyncGenerator<Figure> {
    const sandbox = spawn(process.execPath, [server, String(estateSize)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const served = await servedBy(sandbox.stdout);
      const signal = AbortSignal.timeout(600_000);
      yield* withCollector(served, { stoppedSince: false }, signal, (collector, scopes) =>
        byResourceGraph(collector, scopes, signal),
      );
      yield* withCollector(served, {}, signal, async function* (collector, scopes) {
        const { perCpuSecond } = await best(() =>
          measure(() => collected(collector, scopes, checked, signal)),
        );
        yield figure('instancesPerCpuSecondWithStopTimes', perCpuSecond, '1/s');
      });
      yield* measurePass(served);
    } finally {
      sandbox.kill();
    }
  },
};

const servedSchema = z.object({
  url: z.string(),
  certificate: z.string(),
  tenantId: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
});

type Served = z.output<typeof servedSchema>;

async function servedBy(output: NodeJS.ReadableStream): Promise<Served> {
  for await (const line of createInterface(output)) return servedSchema.parse(JSON.parse(line));
  throw new Error('the sandbox ended before it was ready');
}

async function* withCollector(
  { url, certificate, tenantId, clientId, clientSecret }: Served,
  more: AzureSettingsInput,
  signal: AbortSignal,
  use: (collector: Collector, scopes: readonly Scope[]) => AsyncIterable<Figure>,
): AsyncGenerator<Figure> {
  const settings: AzureSettingsInput = {
    endpoint: url,
    ca: certificate,
    credential: { tenantId, clientId, secret: async () => clientSecret },
    callsPerSecond,
    ...more,
  };
  const context = { logger: pino({ level: 'silent' }), clock: systemClock, random: Math.random, signal };
  const connection = await azureAdapter.connect(azureAdapter.settings.parse(settings), context);
  try {
    const scopes: Scope[] = [];
    for await (const scope of connection.scopes(signal)) {
      if ('error' in scope) throw scope.error;
      scopes.push(scope);
    }
    yield* use(instancesOf(connection), scopes);
  } finally {
    await connection.close();
  }
}

/** All subscriptions by one question after the other, and what of it each step takes. */
async function* byResourceGraph(
  collector: Collector,
  scopes: readonly Scope[],
  signal: AbortSignal,
): AsyncGenerator<Figure> {
  const measured = (step: Step): Promise<Measured> =>
    best(() => measure(() => collected(collector, scopes, step, signal)));
  await measured(checked);
  const all = await measured(checked);
  yield figure('instances', all.count, '1', { goal: 50_000 });
  yield figure('instancesPerCpuSecond', all.perCpuSecond, '1/s', { goal: 60_000 });
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

/** A whole pass by the default rules, in one process. */
async function* measurePass({
  url,
  certificate,
  tenantId,
  clientId,
  clientSecret,
}: Served): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'bursar-bench-'));
  try {
    const settings = {
      endpoint: url,
      ca: join(folder, 'certificate.pem'),
      credential: { tenantId, clientId, secret: { env: 'AZURE_CLIENT_SECRET' } },
      callsPerSecond,
    };
    await writeFile(settings.ca, certificate);
    await writeConfig(
      folder,
      `import { defineConfig } from 'bursar';
import { azure } from 'bursar/azure';

export default defineConfig({ providers: [azure(${JSON.stringify(settings)})] });
`,
    );
    const pass = await measuredPass(folder, { AZURE_CLIENT_SECRET: clientSecret });
    const lower = { better: 'lower', exact: true } as const;
    yield figure('instancesOfPass', pass.instances, '1', { goal: 50_000 });
    yield figure('peakMebibytesOfPass', pass.peakKib / 1_024, 'MiB', { goal: 400, better: 'lower' });
    yield figure('secondsOfPass', pass.seconds, 's', lower);
    yield figure('cpuSecondsOfPass', pass.cpuSeconds, 's', lower);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface FigureOptions {
  readonly goal?: number;
  readonly better?: 'lower';
  /** Not rounded to a whole number. */
  readonly exact?: true;
}

function figure(name: string, value: number, unit: string, options: FigureOptions = {}): Figure {
  const { exact, ...rest } = options;
  const shown = exact === true ? Math.round(value * 10) / 10 : Math.round(value);
  return { bench: 'inventory-azure', figure: name, value: shown, unit, better: 'higher', ...rest };
}

function instancesOf({ collectors }: Connection): Collector {
  const collector = collectors.find(({ kind }) => kind.name === 'instance');
  if (collector === undefined) throw new Error('nothing collects instances');
  return collector;
}

interface Measured {
  readonly count: number;
  readonly perCpuSecond: number;
  readonly perSecond: number;
}

async function best(measureOnce: () => Promise<Measured>): Promise<Measured> {
  let measured = await measureOnce();
  for (let round = 1; round < rounds; round++) {
    const next = await measureOnce();
    if (next.perCpuSecond > measured.perCpuSecond) measured = next;
  }
  return measured;
}

async function measure(collect: () => Promise<number>): Promise<Measured> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const count = await collect();
  const { user, system } = process.cpuUsage(before);
  return {
    count,
    perCpuSecond: (count * 1e6) / (user + system),
    perSecond: (count * 1e3) / (performance.now() - startedAt),
  };
}

/** What is done with each record. */
type Step = (collector: Collector, raw: unknown, scope: Scope) => unknown;

/** Each page is let go before the next. */
async function collected(
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
  return count;
}

function checked(collector: Collector, raw: unknown, scope: Scope): void {
  const record = readRecord(collector, raw, scope);
  if ('unreadable' in record) throw new Error(record.unreadable.error);
}
