import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { Population } from '../../population.ts';
import { Dice, mix } from '../../seeded.ts';
import { type AddressUse, addressNameOf, addressSeed, groupOfAddress, useOfAddress } from './address-use.ts';
import { nicIdOf } from './attachment.ts';
import { type AzureModel, changeablePopulation, daysBefore, named } from './model.ts';
import { applicationGatewayIdOf, loadBalancerIdOf, natGatewayIdOf } from './network-names.ts';
import type { Place } from './place.ts';

/** A modelled public IP address. */
export interface Address extends AzureModel {
  readonly ip: string;
  readonly sku: 'Standard' | 'Basic';
  readonly allocation: 'Static' | 'Dynamic';
  readonly zones: readonly string[];
  /** Id of the configuration that it is attached to. */
  readonly ipConfiguration?: string | undefined;
  /** Id of the NAT gateway that it is attached to. */
  readonly natGateway?: string | undefined;
  readonly label?: string | undefined;
}

/** The public addresses of a place. */
export function addressesOf(place: Place): Population<Address> {
  const kindSeed = addressSeed(place);
  return changeablePopulation(place, place.count('address'), addressNameOf, (index, name) => {
    const seed = mix(kindSeed, index);
    const dice = new Dice(seed);
    const use = useOfAddress(place, index);
    const tags = drawTags(dice, undefined);
    const basic = use.use === 'vm' && dice.chance(0.15);
    return {
      ...named(groupOfAddress(place, index), index, name, `Microsoft.Network/publicIPAddresses/${name}`),
      createdAt: daysBefore(place, dice.between(30, 900)),
      ip: `20.${64 + (seed % 128)}.${(seed >>> 8) % 256}.${1 + ((seed >>> 16) % 254)}`,
      sku: basic ? 'Basic' : 'Standard',
      allocation: basic ? 'Dynamic' : 'Static',
      zones: !basic && dice.chance(0.6) ? ['1', '2', '3'] : [],
      ...attachmentOf(place, use),
      label: dice.chance(0.2) ? `acme-${seed.toString(16)}` : undefined,
      tags,
      truths: [...(use.use === 'none' ? ['address-unused'] : []), ...tagTruths(tags, place.subscription)],
      undecidable: [],
    };
  });
}

function attachmentOf(place: Place, use: AddressUse): Pick<Address, 'ipConfiguration' | 'natGateway'> {
  switch (use.use) {
    case 'nat-gateway':
      return { natGateway: natGatewayIdOf(place, use.number) };
    case 'vm':
      return { ipConfiguration: `${nicIdOf(place, use.number)}/ipConfigurations/ipconfig1` };
    case 'load-balancer':
      return { ipConfiguration: `${loadBalancerIdOf(place, use.number)}/frontendIPConfigurations/frontend` };
    case 'application-gateway':
      return {
        ipConfiguration: `${applicationGatewayIdOf(place, use.number)}/frontendIPConfigurations/public`,
      };
    case 'none':
      return {};
  }
}
