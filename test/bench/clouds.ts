import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { runDocumentSchema } from '../../reports/json-schema.ts';
import { cli } from '../fixtures/cli.ts';
import type { Bench, Figure } from './bench.ts';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Enough for every kind to occur in each cloud. */
const estateSize = 1_800;

/** About what a call to a cloud's API takes. */
const latencyMs = 150;

/** The quietest of so many passes counts, since others use the machine too. */
const rounds = 2;

const clouds = ['aws', 'gcp', 'azure'] as const;

/** A pass over each of three clouds alone, and one over all of them: what waiting for several at a time costs. */
export const bench: Bench = {
  name: 'clouds',
  async *run(): AsyncGenerator<Figure> {
    const folder = await mkdtemp(join(tmpdir(), 'bursar-bench-'));
    const sandbox = spawn(process.execPath, [program, 'sandbox', '--size', String(estateSize)], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      const served = await servedBy(sandbox.stdout, sandbox.stderr);
      await slowDown(served.env['AWS_ENDPOINT_URL'] ?? '');
      const alone: number[] = [];
      for (const cloud of clouds) {
        const seconds = await passOver([cloud], served, folder);
        alone.push(seconds);
        yield figure(`secondsOf${cloud[0]?.toUpperCase()}${cloud.slice(1)}Alone`, seconds, 's');
      }
      const together = await passOver(clouds, served, folder);
      yield figure('secondsOfAllThree', together, 's');
      yield { ...figure('allThreeToTheSlowestAlone', together / Math.max(...alone), '1'), goal: 1.1 };
    } finally {
      sandbox.kill();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function figure(name: string, value: number, unit: string): Figure {
  return { bench: 'clouds', figure: name, value: Math.round(value * 100) / 100, unit, better: 'lower' };
}

/** What the sandbox tells for others to reach it by. */
interface Served {
  readonly env: Readonly<Record<string, string>>;
  /** The line of a config for each cloud. */
  readonly providers: ReadonlyMap<string, string>;
}

async function servedBy(stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream): Promise<Served> {
  const providers = new Map<string, string>();
  const reading = (async () => {
    for await (const line of createInterface(stderr)) {
      const [, code, name] = /^ {2}((\w+)\(.*\))$/.exec(line) ?? [];
      if (code !== undefined && name !== undefined) providers.set(name, code);
      if (providers.size === clouds.length) return;
    }
  })();
  const env: Record<string, string> = {};
  for await (const line of createInterface(stdout)) {
    const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) env[name] = value;
    // The last of them.
    if (name !== 'NODE_EXTRA_CA_CERTS') continue;
    await reading;
    return { env, providers };
  }
  throw new Error('the sandbox ended before it was ready');
}

async function slowDown(control: string): Promise<void> {
  const response = await fetch(`${control}/_sandbox/faults`, {
    method: 'PUT',
    body: JSON.stringify([{ type: 'latency', ms: latencyMs }]),
  });
  if (!response.ok) throw new Error(`the sandbox does not slow down: ${await response.text()}`);
}

/** The seconds of a pass over some clouds, in a process and a store of its own. */
async function passOver(
  names: readonly string[],
  { env, providers }: Served,
  parent: string,
): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const folder = join(parent, `${names.join('-')}-${round}`);
    await mkdir(folder);
    const lines = names.map((name) => providers.get(name) ?? '');
    await writeFile(
      join(folder, 'bursar.config.ts'),
      [
        "import { defineConfig } from 'bursar';",
        "import { defaultPack } from 'bursar/rules';",
        ...names.map((name) => `import { ${name} } from 'bursar/${name}';`),
        `export default defineConfig({ providers: [${lines.join(', ')}], packs: [defaultPack] });`,
      ].join('\n'),
    );
    const { stdout, stderr } = await cli(['run', '--quiet', '--format', 'json'], { cwd: folder, env });
    if (stdout === '') throw new Error(`the pass over ${names.join(', ')} failed: ${stderr}`);
    const { run, inventory } = runDocumentSchema.parse(JSON.parse(stdout));
    if (inventory.total < (estateSize / clouds.length) * names.length)
      throw new Error(`the pass over ${names.join(', ')} read ${inventory.total} resources only`);
    best = Math.min(best, Date.parse(run.finishedAt ?? '') - Date.parse(run.startedAt));
  }
  return best / 1_000;
}
