import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { EC2Client, type Instance, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { type Collector, type Connection, globalRegion, type Scope, systemClock } from 'bursar/adapter';
import { type AwsSettingsInput, awsAdapter } from 'bursar/aws';
import pino from 'pino';
import type { Bench, Figure } from './bench.ts';
import { best, checked, figuresOf, instancesOf, inventoryFigures, scopesOf } from './inventory.ts';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** An estate of this size has a little over 50,000 instances. */
const estateSize = 148_000;

const figure = figuresOf('inventory-aws');

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
        inventoryFigures(figure, 30_000, instancesOf(connection), scopes, signal),
      );
      yield* withConnection(keys, {}, signal, (connection, scopes) =>
        parsed(instancesOf(connection), scopes, keys),
      );
    } finally {
      sandbox.kill();
    }
  },
};

/** The same of what the SDK parses by itself, in the one scope that has most. */
async function* parsed(collector: Collector, scopes: readonly Scope[], keys: Keys): AsyncGenerator<Figure> {
  const largest = scopes.filter(({ region }) => region === 'us-east-1');
  const { perCpuSecond } = await best(() => sumOf(largest, (scope) => parsedBySdk(collector, keys, scope)));
  yield figure('instancesPerCpuSecondParsedBySdk', perCpuSecond, '1/s');
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
    const scopes = await scopesOf(connection, signal);
    yield* use(
      connection,
      scopes.filter(({ region }) => region !== globalRegion),
    );
  } finally {
    await connection.close();
  }
}

async function sumOf(scopes: readonly Scope[], count: (scope: Scope) => Promise<number>): Promise<number> {
  let sum = 0;
  for (const scope of scopes) sum += await count(scope);
  return sum;
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
