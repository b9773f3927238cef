import type { Host } from '../service.ts';

/** What stands before the paths of each host but Resource Manager's, which all share the sandbox's one port. */
export const hostPrefixes = {
  graph: '/graph',
  metrics: '/metrics',
} as const satisfies Partial<Readonly<Record<Host, string>>>;

const audiences: Readonly<Record<Host, readonly string[]>> = {
  management: ['https://management.azure.com', 'https://management.core.windows.net'],
  graph: ['https://graph.microsoft.com'],
  metrics: ['https://metrics.monitor.azure.com'],
};

/** The host whose tokens are asked for by a resource, be it Azure's name or the sandbox's own address. */
export function hostOfAudience(resource: string, origin: string): Host | undefined {
  const bare = resource.replace(/\/+$/, '');
  if (bare === origin) return 'management';
  for (const host of ['graph', 'metrics'] as const)
    if (bare.startsWith(origin + hostPrefixes[host])) return host;
  return (['management', 'graph', 'metrics'] as const).find((host) => audiences[host].includes(bare));
}
