import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { Modelled, Population } from '../../population.ts';
import { Dice, mix } from '../../seeded.ts';
import { addressSeed, associationIdOf, elasticIpOf, useOfAddress } from './elastic-ips.ts';
import { populationOf } from './ids.ts';
import type { Instance } from './instances.ts';
import { interfaceIdOf, privateIpOf } from './network.ts';
import { changedTags } from './overlay.ts';
import type { Place } from './place.ts';

/** A modelled Elastic IP address; its id is the allocation's. */
export interface Address extends Modelled {
  readonly index: number;
  readonly publicIp: string;
  readonly association?: AddressAssociation;
}

export interface AddressAssociation {
  readonly associationId: string;
  readonly networkInterfaceId: string;
  readonly privateIp: string;
  /** Absent where it is a service's own interface, e.g. a NAT gateway's. */
  readonly instanceId?: string;
}

/** The Elastic IP addresses of a place. */
export function addressesOf(place: Place, instances: Population<Instance>): Population<Address> {
  const seed = addressSeed(place);
  return populationOf('eipalloc-0', seed, place.count('address'), (index, id) => {
    const dice = new Dice(mix(seed, index));
    const tags = drawTags(dice, undefined);
    const association = associationOf(place, instances, index);
    const changes = place.changeOf(id)?.tags;
    return {
      index,
      id,
      arn: `arn:aws:ec2:${place.region}:${place.account.id}:elastic-ip/${id}`,
      publicIp: elasticIpOf(place, index),
      ...(association !== undefined && { association }),
      tags: changes === undefined ? tags : changedTags(tags, changes),
      truths: [...(association === undefined ? ['address-unused'] : []), ...tagTruths(tags, place.account)],
      undecidable: [],
    };
  });
}

/** The private address of a NAT gateway, out of a block of its own. */
export function gatewayPrivateIp(gateway: number): string {
  return privateIpOf(0xff_0000 + gateway);
}

function associationOf(
  place: Place,
  instances: Population<Instance>,
  index: number,
): AddressAssociation | undefined {
  const use = useOfAddress(place, index);
  if (use.use === 'none') return undefined;
  const associationId = associationIdOf(place, index);
  if (use.use === 'nat-gateway')
    return {
      associationId,
      networkInterfaceId: interfaceIdOf(place, 'nat-gateway', use.gateway),
      privateIp: gatewayPrivateIp(use.gateway),
    };
  const instance = instances.at(use.instance);
  // A terminated machine gives its address back.
  if (instance.state === 'terminated') return undefined;
  return {
    associationId,
    networkInterfaceId: interfaceIdOf(place, 'instance', use.instance),
    privateIp: instance.privateIp,
    instanceId: instance.id,
  };
}
