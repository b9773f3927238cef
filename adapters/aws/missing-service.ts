import { lookup } from 'node:dns/promises';
import { UnsupportedError } from 'bursar/adapter';

/**
 * An error as what it is where a region lacks a service: the service's host has no name there, while EC2's, which every
 * region has, has one. Without that, no name may as well be the network's failure, and nothing is known to be not there.
 */
export async function unsupportedIfMissing(
  error: unknown,
  region: string,
  resolve: (host: string) => Promise<unknown> = lookup,
): Promise<unknown> {
  const host = unresolvedHost(error);
  const [service, domain] = host?.split(`.${region}.`) ?? [];
  if (service === undefined || domain === undefined) return error;
  try {
    await resolve(`ec2.${region}.${domain}`);
  } catch {
    return error;
  }
  return new UnsupportedError(`${region} has no ${service}`, { cause: error });
}

/** The host that has no name, wherever in the chain of causes. */
function unresolvedHost(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && error.code === 'ENOTFOUND' && 'hostname' in error) return String(error.hostname);
  return unresolvedHost(error.cause);
}
