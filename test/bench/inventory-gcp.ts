import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Connection, systemClock } from 'bursar/adapter';
import { gcpAdapter } from 'bursar/gcp';
import pino from 'pino';
import { z } from 'zod';
import { gcpServices } from '../../adapters/gcp/rates.ts';
import { writeConfig } from '../fixtures/estate.ts';
import type { Bench, Figure } from './bench.ts';
import { figuresOf, instancesOf, inventoryFigures, passFigures, scopesOf } from './inventory.ts';

const sandboxProgram = fileURLToPath(new URL('./serve-gcp.ts', import.meta.url));

/** An estate of this size has a little over 50,000 instances. */
const estateSize = 152_000;

const figure = figuresOf('inventory-gcp');

const served = z.object({ url: z.string(), organization: z.string(), token: z.string() });
type Estate = z.output<typeof served>;

/**
 * The instances of all projects, from the request to the checked resource: how many a CPU of this process does in a
 * second. The sandbox that answers is a process of its own. Nothing is read before all that is imported has been.
 */
export const bench: Bench = {
  name: 'inventory-gcp',
  async *run(): AsyncGenerator<Figure> {
    const sandbox = spawn(process.execPath, [sandboxProgram, String(estateSize)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const signal = AbortSignal.timeout(600_000);
    const folder = await mkdtemp(join(tmpdir(), 'bursar-bench-'));
    try {
      const estate = await firstLine(sandbox.stdout);
      const connection = await connectTo(estate, signal);
      const projects = await scopesOf(connection, signal);
      yield* inventoryFigures(figure, 15_000, instancesOf(connection), projects, signal);
      await connection.close();
      yield* wholePass(folder, estate);
    } finally {
      sandbox.kill();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Everything that the organization has, by the default rules, in a process of its own. */
async function* wholePass(folder: string, estate: Estate): AsyncGenerator<Figure> {
  await writeConfig(folder, configOf(estate));
  const { host } = new URL(estate.url);
  yield* passFigures(figure, folder, { GCE_METADATA_HOST: host });
}

/** The credentials are those that a machine of Google's finds. */
function configOf({ url, organization }: Estate): string {
  return `import { defineConfig } from 'bursar';
import { gcp } from 'bursar/gcp';

const services = ${JSON.stringify(gcpServices)};

export default defineConfig({
  providers: [
    gcp({
      endpoint: '${url}',
      projects: { organization: '${organization}' },
      callsPerSecond: Object.fromEntries(services.map((service) => [service, 10_000])),
    }),
  ],
});
`;
}

async function firstLine(output: NodeJS.ReadableStream): Promise<Estate> {
  for await (const line of createInterface(output)) return served.parse(JSON.parse(line));
  throw new Error('the sandbox ended before it was ready');
}

function connectTo({ url, organization, token }: Estate, signal: AbortSignal): Promise<Connection> {
  return gcpAdapter.connect(
    gcpAdapter.settings.parse({
      endpoint: url,
      projects: { organization },
      // The projects' own lists, whatever is asked of an organization by default.
      inventory: 'services',
      accessToken: async () => token,
      // The bucket's waiting is no work.
      callsPerSecond: { compute: 10_000, cloudresourcemanager: 10_000 },
    }),
    { logger: pino({ level: 'silent' }), clock: systemClock, random: Math.random, signal },
  );
}
