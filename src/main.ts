#!/usr/bin/env -S node --max-semi-space-size=8 --heap-growing-percent=50
import { enableCompileCache } from 'node:module';
import type { CliContext, Parts } from './cli/parts.ts';
import { resolveDoors } from './config/resolve-doors.ts';
import type { Adapter } from './core/adapter.ts';
import { systemClock } from './core/time.ts';
import { ownPackage } from './lib/package-root.ts';

/** The composition root: the only place that names concrete adapters, reports, stores and engines. */
const parts: Parts = {
  async defaultPacks() {
    return [(await import('../rules/index.ts')).defaultPack];
  },
  async defaultProviders() {
    const [{ awsAdapter }, { gcpAdapter }, { azureAdapter }] = await Promise.all([
      import('../adapters/aws/index.ts'),
      import('../adapters/gcp/index.ts'),
      import('../adapters/azure/index.ts'),
    ]);
    return [awsAdapter, gcpAdapter, azureAdapter].map((adapter: Adapter) => ({
      adapter,
      settings: adapter.settings.parse({}),
    }));
  },
  async reports() {
    return (await import('../reports/index.ts')).reportsById;
  },
  async explainReport() {
    return (await import('../reports/explain.ts')).renderExplanation;
  },
  async signals() {
    const { signals } = await import('./signals/index.ts');
    return new Map(signals.map((signal) => [signal.signal, signal]));
  },
  async openStore(dataDir, ownKinds = []) {
    const { openStore } = await import('./store/open.ts');
    const { kinds } = await import('./kinds/index.ts');
    return openStore({ dataDir, kinds: [...kinds, ...ownKinds] });
  },
  sandboxClouds: ['aws', 'gcp', 'azure'],
  async startSandbox(options) {
    return (await import('./demo/demo.ts')).startDemo(options);
  },
  async createLogger(level) {
    const { pino, destination } = await import('pino');
    return pino(
      { level, base: { service: 'bursar' }, timestamp: () => `,"time":"${new Date().toISOString()}"` },
      destination(2),
    );
  },
};

enableCompileCache();
const own = ownPackage(import.meta.url);
resolveDoors(own, import.meta.resolve('zod'));

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

// A reader that goes away (`| head`) ends the output, and is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const context: CliContext = {
  workingFolder: process.cwd(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  clock: systemClock,
  own,
  parts,
  signal: stop.signal,
};

const { runCli } = await import('./cli/main.ts');
process.exitCode = await runCli(process.argv.slice(2), context);
