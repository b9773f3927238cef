import type { Logger } from 'pino';
import type { ProviderEntry } from '../config/config.ts';
import type { Connection } from '../core/adapter.ts';
import type { CliContext } from './parts.ts';

/** Connects to a provider whose settings have been checked; nothing is asked of it yet. */
export function connectTo(
  { clock, signal }: CliContext,
  { adapter, settings }: ProviderEntry,
  logger: Logger,
): Promise<Connection> {
  return adapter.connect(settings, { logger, clock, random: Math.random, signal });
}
