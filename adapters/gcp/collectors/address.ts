import { address } from 'bursar/adapter';
import { listAssets } from '../assets/asset-lists.ts';
import { gcpCollector } from '../collector.ts';
import { computeName, regionOfLink } from '../names.ts';
import { computeEverywhere } from '../reading/compute.ts';
import { defined, instantOf, labelsOf, required } from '../record.ts';

/** A static address as Compute Engine has it. */
interface AddressRecord {
  readonly name?: string;
  readonly selfLink?: string;
  readonly address?: string;
  readonly addressType?: string;
  readonly purpose?: string;
  readonly status?: string;
  readonly creationTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly users?: readonly string[];
}

const fields = 'name,selfLink,address,addressType,purpose,status,creationTimestamp,labels,users';

/** What a service of Google's keeps an address for. */
const managers: Readonly<Record<string, string>> = { NAT_AUTO: 'Cloud NAT' };

/** Static external addresses, regional and global; internal ones cost nothing and are not of the kind. */
export const addressCollector = gcpCollector({
  kind: address,
  permissions: ['compute.addresses.list', 'compute.globalAddresses.list'],
  async *pages(asked) {
    for await (const piece of computeEverywhere(asked, 'addresses', fields))
      yield 'error' in piece ? piece : piece.filter(isExternal);
  },
  ofAssets: {
    permissions: [listAssets],
    pages: (assets) =>
      assets.resources(
        ['compute.googleapis.com/Address', 'compute.googleapis.com/GlobalAddress'],
        ({ resource }) =>
          resource?.data !== undefined && isExternal(resource.data) ? resource.data : undefined,
      ),
  },

  read(raw: AddressRecord, scope) {
    const link = required(raw.selfLink, 'selfLink');
    const [user] = raw.users ?? [];
    return {
      kind: 'address',
      id: computeName(link),
      name: required(raw.name, 'name'),
      scope: { ...scope, region: regionOfLink(link) ?? scope.region },
      tags: labelsOf(raw.labels),
      ...defined({ createdAt: instantOf(raw.creationTimestamp) }),
      attributes: {
        ip: required(raw.address, 'address'),
        ...defined({ attachedTo: user && computeName(user), managedBy: managedBy(raw) }),
      },
    };
  },
});

function isExternal(record: AddressRecord): boolean {
  return record.addressType !== 'INTERNAL';
}

/** Who has it, where that is nobody that Google names. */
function managedBy({ purpose, status, users = [] }: AddressRecord): string | undefined {
  const service = managers[purpose ?? ''];
  if (service !== undefined) return service;
  return status === 'IN_USE' && users.length === 0 ? 'something that Google does not name' : undefined;
}
