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

/**
 * The instances of an estate, from the request to the checked resource: how many a CPU of this process does in a second.
 * The sandbox that answers is a process of its own.
 */
export const bench: Bench = {
  name: 'inventory-aws',
  async *run(): AsyncGenerator<Figure> {
    const sandbox = spawn(process.execPath, [program, 'sandbox', '--size', String(estateSize)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const signal = AbortSignal.timeout(600_000);
    try {
      const keys = await keysOf(sandbox.stdout);
      const whole = { organization: { role: 'BursarAudit', externalId: 'bursar-sandbox' } };
      const scanned = await withConnection(keys, { accounts: whole }, signal, (connection, scopes) =>
        measure(scopes, (scope) => collected(instancesOf(connection), scope, signal)),
      );
      yield figure('instances', scanned.count, '1', { goal: 50_000 });
      yield figure('instancesPerCpuSecond', scanned.perCpuSecond, '1/s', { goal: 30_000 });
      yield figure('instancesPerSecond', scanned.perSecond, '1/s');
      const parsed = await withConnection(keys, {}, signal, (connection, scopes) =>
        measure(scopes, (scope) => parsedBySdk(instancesOf(connection), keys, scope)),
      );
      yield figure('instancesPerCpuSecondParsedBySdk', parsed.perCpuSecond, '1/s');
    } finally {
      sandbox.kill();
    }
  },
};

function figure(name: string, value: number, unit: string, rest: { readonly goal?: number } = {}): Figure {
  return { bench: 'inventory-aws', figure: name, value: Math.round(value), unit, better: 'higher', ...rest };
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

async function withConnection<Result>(
  keys: Keys,
  settings: AwsSettingsInput,
  signal: AbortSignal,
  use: (connection: Connection, scopes: readonly Scope[]) => Promise<Result>,
): Promise<Result> {
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
    return await use(connection, scopes);
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

/** As a pass does it, and each page let go before the next. */
async function collected(collector: Collector, scope: Scope, signal: AbortSignal): Promise<number> {
  let count = 0;
  for await (const page of collector.pages(scope, signal)) count += checked(collector, page, scope);
  return count;
}

/** The same of what the SDK reads by itself. */
async function parsedBySdk(collector: Collector, keys: Keys, scope: Scope): Promise<number> {
  const client = new EC2Client({ region: scope.region, endpoint: keys.endpoint, credentials: keys });
  let count = 0;
  for await (const { Reservations = [] } of paginateDescribeInstances({ client, pageSize: 1_000 }, {})) {
    const page: readonly Instance[] = Reservations.flatMap(({ Instances = [] }) => Instances);
    count += checked(collector, page, scope);
  }
  client.destroy();
  return count;
}

function checked(collector: Collector, page: readonly unknown[], scope: Scope): number {
  for (const raw of page) {
    const record = readRecord(collector, raw, scope);
    if ('unreadable' in record) throw new Error(record.unreadable.error);
  }
  return page.length;
}
