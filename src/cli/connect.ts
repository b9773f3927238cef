import type { Logger } from 'pino';
import type { ProviderEntry, SignalSourceEntry } from '../config/config.ts';
import type { Adapter, Connection } from '../core/adapter.ts';
import { CloudError } from '../core/errors.ts';
import type { SignalConnection } from '../core/signal-source.ts';
import type { CliContext } from './parts.ts';

/** Connects to a provider whose settings have been checked. One that cannot be connected to fails where it is read. */
export async function connectTo(
  { clock, signal }: CliContext,
  { adapter, settings }: ProviderEntry,
  logger: Logger,
): Promise<Connection> {
  try {
    return await adapter.connect(settings, { logger, clock, random: Math.random, signal });
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return disconnected(adapter, error);
  }
}

/** A connection that is none, so that a provider without credentials does not keep the others from being read. */
function disconnected({ provider, title }: Adapter, error: CloudError): Connection {
  return {
    provider,
    async *scopes() {
      yield { scope: { provider, account: '*', region: '*' }, error };
    },
    collectors: [],
    telemetry: {
      reach: 'account',
      supports: () => false,
      async *read(requests) {
        for (const request of requests) yield { request, error };
      },
    },
    prices: { quote: () => undefined },
    async *checks() {
      yield { title, status: 'failed', detail: error.message };
    },
    async close() {},
  };
}

/** Connects to a source of signals whose settings have been checked; nothing is asked of it yet. */
export function connectToSource(
  { clock, signal }: CliContext,
  { source, settings }: SignalSourceEntry,
  logger: Logger,
): Promise<SignalConnection> {
  return source.connect(settings, { logger, clock, random: Math.random, signal });
}
