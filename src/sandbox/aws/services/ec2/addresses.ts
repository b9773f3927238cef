import type { Address } from '../../estate/addresses.ts';
import type { Cell } from '../../estate/estate.ts';
import { ServiceError } from '../../service-error.ts';
import { listParameter } from '../../wire/query.ts';
import { element } from '../../wire/xml.ts';
import { pageOfPopulation } from '../population-page.ts';
import { type Ec2Call, type Ec2Operation, endDryRun } from './call.ts';
import { type FilterTable, filterOf } from './filters.ts';
import { findNamed, type Listing } from './listing.ts';
import { tagSet } from './xml.ts';

const filters: FilterTable<Address> = {
  'allocation-id': ({ id }) => id,
  'association-id': ({ association }) => association?.associationId,
  domain: () => 'vpc',
  'instance-id': ({ association }) => association?.instanceId,
  'network-interface-id': ({ association }) => association?.networkInterfaceId,
  'public-ip': ({ publicIp }) => publicIp,
};

/** How the addresses of a cell are found. */
function addressListing(cell: Cell): Pick<Listing<Address>, 'name' | 'population' | 'ids'> {
  return {
    name: 'allocation',
    population: cell.addresses,
    ids: {
      parameter: 'AllocationId',
      prefix: 'eipalloc-',
      notFound: 'InvalidAllocationID.NotFound',
      malformed: 'InvalidAllocationID.Malformed',
    },
  };
}

/** All at once: AWS knows no pages of addresses. */
export const describeAddresses: Ec2Operation = {
  parameters: ['AllocationId', 'PublicIp', 'Filter'],
  handle(call) {
    const addresses = addressesOf(call);
    return [
      '<addressesSet>',
      ...addresses.map((address) => addressXml(address, call.cell)),
      '</addressesSet>',
    ];
  },
};

function addressesOf(call: Ec2Call): readonly Address[] {
  const { parameters, cell } = call;
  const ids = listParameter(parameters, 'AllocationId');
  const ips = new Set(listParameter(parameters, 'PublicIp'));
  const accepts = filterOf(parameters, filters) ?? (() => true);
  const named = ids.map((id) => findNamed(addressListing(cell), id)).filter(accepts);
  endDryRun(call);
  if (ids.length > 0) return named;
  const { items } = pageOfPopulation(
    cell.addresses,
    0,
    cell.addresses.size,
    (address) => (ips.size === 0 || ips.has(address.publicIp)) && accepts(address),
  );
  const missing = [...ips].find((ip) => !items.some(({ publicIp }) => publicIp === ip));
  if (missing !== undefined)
    throw new ServiceError('InvalidAddress.NotFound', `Address '${missing}' not found.`);
  return items;
}

function addressXml(address: Address, cell: Cell): string {
  const { association } = address;
  return (
    `<item><publicIp>${address.publicIp}</publicIp><allocationId>${address.id}</allocationId><domain>vpc</domain>` +
    element('instanceId', association?.instanceId) +
    element('associationId', association?.associationId) +
    (association === undefined
      ? ''
      : `<networkInterfaceId>${association.networkInterfaceId}</networkInterfaceId><networkInterfaceOwnerId>${cell.account.id}</networkInterfaceOwnerId><privateIpAddress>${association.privateIp}</privateIpAddress>`) +
    tagSet(address.tags) +
    `<publicIpv4Pool>amazon</publicIpv4Pool><networkBorderGroup>${cell.region}</networkBorderGroup></item>`
  );
}
