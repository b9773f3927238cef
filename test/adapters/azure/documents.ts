import { testSubscription } from './azure-server.ts';
import type { ArmDocument } from './graph-table.ts';

/** The resource group that the documents of tests are in, in a case that nothing else has. */
const testGroup = `/subscriptions/${testSubscription}/resourceGroups/Payments`;

/** The id of a resource in it, `Microsoft.Compute/disks/a`; as Bursar writes it when `lower` is asked for. */
export function idIn(path: string): string {
  return `${testGroup}/providers/${path}`;
}

export function lowerId(path: string): string {
  return idIn(path).toLowerCase();
}

/** A resource as Resource Manager tells it; its type is what its path says. */
export function document(path: string, properties: object = {}, more: object = {}): ArmDocument {
  const [namespace = '', ...names] = path.split('/');
  return {
    id: idIn(path),
    name: names.at(-1) ?? '',
    type: [namespace, ...names.filter((_, index) => index % 2 === 0)].join('/'),
    location: 'westeurope',
    tags: { Team: 'payments' },
    ...more,
    properties,
  };
}

/** What every resource that is made of such a document has. */
export function common(kind: string, path: string, name = path.split('/').at(-1)) {
  return {
    kind,
    id: lowerId(path),
    name,
    scope: { provider: 'azure', account: testSubscription, region: 'westeurope' },
    tags: { Team: 'payments' },
  };
}
