import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { EC2Client, type Instance, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { type Collector, type Connection, globalRegion, type Scope, systemClock } from 'bursar/adapter';
import { type AwsSettingsInput, awsAdapter } from 'bursar/aws';
import pino from 'pino';
import { readRecord } from '../../src/inventory/read-record.ts';
import type { Bench, Figure } from './bench.ts';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** An estate of this size has a little over 50,000 instances. */
const estateSize = 148_000;

/** CPU time tells least of what else the machine does in the best round. */
const rounds = 3;

/**
 * The instances of an estate, from the request to the checked resource: how many a CPU of this process does in a second.
 * The sandbox that answers is a process of its own. Nothing is read before all that is imported has been.
 */
export const bench: Bench = {
  name: 'inventory-aws',
  async *run(): AsyncGenerator<Figure> {
    const sandbox = spawn(
      process.execPath,
      [program, 'sandbox', '--clouds', 'aws', '--size', String(estateSize)],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const signal = AbortSignal.timeout(600_000);
    try {
      const keys = await keysOf(sandbox.stdout);
      const whole = { organization: { role: 'BursarAudit', externalId: 'bursar-sandbox' } };
      yield* withConnection(keys, { accounts: whole }, signal, (connection, scopes) =>
        scanned(instancesOf(connection), scopes, signal),
      );
      yield* withConnection(keys, {}, signal, (connection, scopes) =>
        parsed(instancesOf(connection), scopes, keys),
      );
    } finally {
      sandbox.kill();
    }
  },
};

/** As a pass does it, and what of it each step takes. */
async function* scanned(
  collector: Collector,
  scopes: readonly Scope[],
  signal: AbortSignal,
): AsyncGenerator<Figure> {
  const measured = (step: Step): Promise<Measured> =>
    best(() => measure(scopes, (scope) => collected(collector, scope, step, signal)));
  await measured(checked);
  const all = await measured(checked);
  yield figure('instances', all.count, '1', { goal: 50_000 });
  yield figure('instancesPerCpuSecond', all.perCpuSecond, '1/s', { goal: 30_000 });
  yield figure('instancesPerSecond', all.perSecond, '1/s');
  const listed = await measured(() => undefined);
  const mapped = await measured((of, raw, scope) => of.read(raw, scope));
  const took = (less: Measured | undefined, more: Measured): number =>
    1e6 / more.perCpuSecond - (less === undefined ? 0 : 1e6 / less.perCpuSecond);
  const lower = { better: 'lower', exact: true } as const;
  yield figure('cpuMicrosecondsOfRequestAndScan', took(undefined, listed), 'µs', lower);
  yield figure('cpuMicrosecondsOfMapping', took(listed, mapped), 'µs', lower);
  yield figure('cpuMicrosecondsOfCheck', took(mapped, all), 'µs', lower);
}

/** The same of what the SDK parses by itself, in the one scope that has most. */
async function* parsed(collector: Collector, scopes: readonly Scope[], keys: Keys): AsyncGenerator<Figure> {
  const largest = scopes.filter(({ region }) => region === 'us-east-1');
  const { perCpuSecond } = await best(() => measure(largest, (scope) => parsedBySdk(collector, keys, scope)));
  yield figure('instancesPerCpuSecondParsedBySdk', perCpuSecond, '1/s');
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
  return { bench: 'inventory-aws', figure: name, value: shown, unit, better: 'higher', ...rest };
}

interface Keys {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What the sandbox prints for a shell to take over. */
async function keysOf(output: NodeJS.ReadableStream): Promise<Keys> {
  const lines = new Map<string, string>();
  for await (const line of createInterface(output)) {
    const [, name = '', value = ''] = /^export (\w+)=(.*)$/.exec(line) ?? [];
    lines.set(name, value);
    if (name !== 'AWS_REGION') continue;
    return {
      endpoint: lines.get('AWS_ENDPOINT_URL') ?? '',
      accessKeyId: lines.get('AWS_ACCESS_KEY_ID') ?? '',
      secretAccessKey: lines.get('AWS_SECRET_ACCESS_KEY') ?? '',
    };
  }
  throw new Error('the sandbox ended before it was ready');
}

async function* withConnection(
  keys: Keys,
  settings: AwsSettingsInput,
  signal: AbortSignal,
  use: (connection: Connection, scopes: readonly Scope[]) => AsyncIterable<Figure>,
): AsyncGenerator<Figure> {
  const connection = await awsAdapter.connect(
    awsAdapter.settings.parse({
      ...settings,
      endpoint: keys.endpoint,
      credentials: async () => keys,
      // The bucket's waiting is no work.
      callsPerSecond: { EC2: 10_000, STS: 10_000, Organizations: 10_000 },
    }),
    { logger: pino({ level: 'silent' }), clock: systemClock, random: Math.random, signal },
  );
  try {
    const scopes: Scope[] = [];
    for await (const scope of connection.scopes(signal)) {
      if ('error' in scope) throw scope.error;
      if (scope.region !== globalRegion) scopes.push(scope);
    }
    yield* use(connection, scopes);
  } finally {
    await connection.close();
  }
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

async function measure(
  scopes: readonly Scope[],
  collect: (scope: Scope) => Promise<number>,
): Promise<Measured> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  let count = 0;
  for (const scope of scopes) count += await collect(scope);
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
  scope: Scope,
  step: Step,
  signal: AbortSignal,
): Promise<number> {
  let count = 0;
  for await (const page of collector.pages(scope, signal)) {
    if ('error' in page) throw page.error;
    for (const raw of page) step(collector, raw, scope);
    count += page.length;
  }
  return count;
}

async function parsedBySdk(collector: Collector, keys: Keys, scope: Scope): Promise<number> {
  const client = new EC2Client({ region: scope.region, endpoint: keys.endpoint, credentials: keys });
  let count = 0;
  for await (const { Reservations = [] } of paginateDescribeInstances({ client, pageSize: 1_000 }, {})) {
    const page: readonly Instance[] = Reservations.flatMap(({ Instances = [] }) => Instances);
    for (const raw of page) checked(collector, raw, scope);
    count += page.length;
  }
  client.destroy();
  return count;
}

function checked(collector: Collector, raw: unknown, scope: Scope): void {
  const record = readRecord(collector, raw, scope);
  if ('unreadable' in record) throw new Error(record.unreadable.error);
}
