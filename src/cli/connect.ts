import type { Logger } from 'pino';
import type { ProviderEntry, SignalSourceEntry } from '../config/config.ts';
import type { Connection } from '../core/adapter.ts';
import type { SignalConnection } from '../core/signal-source.ts';
import type { CliContext } from './parts.ts';

/** Connects to a provider whose settings have been checked; nothing is asked of it yet. */
export function connectTo(
  { clock, signal }: CliContext,
  { adapter, settings }: ProviderEntry,
  logger: Logger,
): Promise<Connection> {
  return adapter.connect(settings, { logger, clock, random: Math.random, signal });
}

/** Connects to a source of signals whose settings have been checked; nothing is asked of it yet. */
export function connectToSource(
  { clock, signal }: CliContext,
  { source, settings }: SignalSourceEntry,
  logger: Logger,
): Promise<SignalConnection> {
  return source.connect(settings, { logger, clock, random: Math.random, signal });
}
