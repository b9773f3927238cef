import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { findConfig } from '../config/find.ts';
import { loadConfig } from '../config/load.ts';
import type { Connection } from '../core/adapter.ts';
import type { PassObserver } from '../core/observer.ts';
import type { RunView } from '../core/report.ts';
import type { SignalConnection } from '../core/signal-source.ts';
import { runPass } from '../run/pass.ts';
import { latestView } from '../run/view.ts';
import type { Store } from '../store/store.ts';
import { connectTo, connectToSource } from './connect.ts';
import type { CliContext, CommonOptions, EstateOptions, RunningSandbox } from './parts.ts';

/** Where the sandbox's store is kept, apart from that of real estates. */
export const sandboxDataDir = join('.bursar', 'sandbox');

/** What a command works on: a config's providers, or the sandbox where there is no config. */
export interface Estate {
  readonly config: Config;
  readonly sandbox?: RunningSandbox;
  close(): Promise<void>;
}

/** The user's config; without one, the sandbox, which is started for it. @throws {ConfigError} */
export async function openEstate(
  context: CliContext,
  options: CommonOptions & EstateOptions,
): Promise<Estate> {
  const given = await configOf(context, options);
  if (given !== undefined) return { config: given, close: async () => {} };
  const { seed, size, clouds } = options;
  const sandbox = await context.parts.startSandbox({ seed, size, clouds, port: 0 });
  const config = await sandbox.config(join(context.workingFolder, sandboxDataDir));
  return { config, sandbox, close: () => sandbox.close() };
}

/** The user's config, checked; undefined where there is none. @throws {ConfigError} */
export async function configOf(context: CliContext, options: CommonOptions): Promise<Config | undefined> {
  const path = findConfig(context.workingFolder, options.config);
  if (path === undefined) return undefined;
  return loadConfig(path, context.workingFolder, await context.parts.defaultPacks());
}

/** Opens the store that passes write to: that of the config, or of the sandbox where there is none. */
export async function openStoreOf(context: CliContext, options: CommonOptions): Promise<Store> {
  const dataDir = (await configOf(context, options))?.dataDir ?? join(context.workingFolder, sandboxDataDir);
  return context.parts.openStore(dataDir);
}

/** Makes passes over an estate, one at a time. */
export interface Governor {
  readonly store: Store;
  pass(observer: PassObserver, signal: AbortSignal): Promise<RunView>;
  close(): Promise<void>;
}

/** Connects to every provider and source of signals of an estate. */
export async function openGovernor(
  context: CliContext,
  { config }: Estate,
  logLevel: string,
): Promise<Governor> {
  const logger = await context.parts.createLogger(logLevel);
  const ownKinds = config.providers.flatMap(({ adapter }) => adapter.kinds);
  const store = await context.parts.openStore(config.dataDir, ownKinds);
  const connections: Connection[] = [];
  for (const entry of config.providers) connections.push(await connectTo(context, entry, logger));
  const signalSources: SignalConnection[] = [];
  for (const entry of config.signals) signalSources.push(await connectToSource(context, entry, logger));
  return {
    store,
    async pass(observer, signal) {
      const { packs, retention, concurrency } = config;
      const signals = await context.parts.signals();
      const { clock } = context;
      const newRunId = (): string => runIdOf(clock.now());
      await runPass(
        {
          store,
          connections,
          signalSources,
          packs,
          signals,
          retention,
          concurrency,
          clock,
          logger,
          observer,
          newRunId,
        },
        signal,
      );
      const view = await latestView(store);
      if (view === undefined) throw new Error('the pass that just finished is not in the store');
      return view;
    },
    async close() {
      await Promise.all([...connections, ...signalSources].map((connection) => connection.close()));
      await store.close();
    },
  };
}

/** Sorts by time and is unique: `20261123T142233-5f3a9c`. */
function runIdOf(now: number): string {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+Z/g, '');
  return `${time}-${randomBytes(3).toString('hex')}`;
}
