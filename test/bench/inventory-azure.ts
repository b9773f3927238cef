import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Collector, type Scope, systemClock } from 'bursar/adapter';
import { type AzureSettingsInput, azureAdapter } from 'bursar/azure';
import pino from 'pino';
import { z } from 'zod';
import { writeConfig } from '../fixtures/estate.ts';
import type { Bench, Figure } from './bench.ts';
import {
  best,
  checked,
  collected,
  figuresOf,
  instancesOf,
  inventoryFigures,
  passFigures,
  scopesOf,
} from './inventory.ts';

const server = fileURLToPath(new URL('./serve-azure.ts', import.meta.url));
/** An estate of this size has a little over 50,000 machines. */
const estateSize = 153_000;

const figure = figuresOf('inventory-azure');

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
        inventoryFigures(figure, 60_000, collector, scopes, signal),
      );
      yield* withCollector(served, {}, signal, async function* (collector, scopes) {
        const { perCpuSecond } = await best(() => collected(collector, scopes, checked, signal));
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
    yield* use(instancesOf(connection), await scopesOf(connection, signal));
  } finally {
    await connection.close();
  }
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
    yield* passFigures(figure, folder, { AZURE_CLIENT_SECRET: clientSecret });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
