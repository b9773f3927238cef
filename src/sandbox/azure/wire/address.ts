import type { WireRequest } from '../../service.ts';
import type { Host } from '../service.ts';
import { hostPrefixes } from '../sign-in/audiences.ts';
import { type ResourcePath, resourcePathOf } from './resource-path.ts';

/** Where a request was sent to. */
export interface Address {
  readonly host: Host;
  readonly resource: ResourcePath;
}

/** Where the sandbox is reached, as the client calls it. */
export function originOf({ headers }: Pick<WireRequest, 'headers'>): string {
  return `https://${headers.host ?? '127.0.0.1'}`;
}

/** The host that a path is meant for, and what it says there. */
export function addressOf(path: string): Address {
  const decoded = decode(path);
  for (const host of ['graph', 'metrics'] as const) {
    const prefix = `${hostPrefixes[host]}/`;
    if (!decoded.startsWith(prefix)) continue;
    const rest = decoded.slice(prefix.length);
    // The version comes first, or the region, which those may leave out who ask the one place that serves them all.
    const tail = rest.startsWith('subscriptions/') ? `/${rest}` : rest.slice(rest.indexOf('/'));
    return { host, resource: { ...resourcePathOf(tail), namespace: host } };
  }
  return { host: 'management', resource: resourcePathOf(decoded) };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
