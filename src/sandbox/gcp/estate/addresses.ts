import type { EpochMs } from '../../../core/time.ts';
import { services } from '../../estate/vocabulary.ts';
import type { Population } from '../../population.ts';
import { choose, Dice, mix, mixText, spread, type Weighted } from '../../seeded.ts';
import { type AddressUse, addressIpOf, addressNameOf, addressSeed, useOfAddress } from './address-use.ts';
import {
  type ComputeModel,
  computePopulation,
  identityOf,
  numberedIndex,
  numberOf,
} from './compute-model.ts';
import { instanceNameOf, zoneOfInstance } from './instance-names.ts';
import { drawLabels, labelTruths } from './labels.ts';
import { privateIpOf, publicIpOf } from './network.ts';
import type { Place, Project } from './place.ts';
import { hasOwnAddresses, routerNameOf } from './router-names.ts';

/** A modelled address, of a region or of a project as a whole. */
export interface Address extends ComputeModel {
  readonly ip: string;
  readonly type: 'EXTERNAL' | 'INTERNAL';
  readonly status: 'RESERVED' | 'IN_USE';
  /** What it is for, where it is not simply there: `NAT_AUTO`, `GCE_ENDPOINT`, `VPC_PEERING`. */
  readonly purpose: string | undefined;
  /** Where that is which uses it. */
  readonly users: readonly string[];
  readonly prefixLength: number | undefined;
}

const dayMs = 86_400_000;

/** The addresses of a place. */
export function addressesOf(place: Place): Population<Address> {
  const seed = addressSeed(place);
  return computePopulation({
    size: place.count('address'),
    seed,
    indexOf: numberedIndex(place.count('address'), (index) => addressNameOf(place, index)),
    make(index) {
      const use = useOfAddress(place, index);
      const dice = new Dice(mix(seed, index));
      const identity = identityOf(
        place.project.id,
        `regions/${place.region}`,
        'addresses',
        addressNameOf(place, index),
      );
      const internal = use.use === 'internal';
      const users = usersOf(place, use);
      const address = {
        ...identity,
        index,
        number: numberOf(seed, index),
        createdAt: madeAt(place.anchorAt, dice, use.use === 'young'),
        ip: internal ? privateIpOf(0xf_0000 + index) : addressIpOf(place, index),
        type: internal ? ('INTERNAL' as const) : ('EXTERNAL' as const),
        status: users.length > 0 ? ('IN_USE' as const) : ('RESERVED' as const),
        purpose: purposeOf(use),
        users,
        prefixLength: undefined,
      };
      return judged(place, address, dice, use.use === 'unused');
    },
  });
}

const globalStories: readonly Weighted<'unused' | 'young' | 'peering'>[] = [
  [40, 'unused'],
  [30, 'young'],
  [30, 'peering'],
];

/** The addresses of a project that are of no region. */
export function globalAddressesOf(project: Project): Population<Address> {
  const seed = mixText(project.seed, 'global-address');
  const size = project.count('global-address');
  const nameOf = (index: number): string =>
    `${services[mix(seed, index) % services.length] ?? 'web'}-global-ip-${index + 1}`;
  return computePopulation({
    size,
    seed,
    indexOf: numberedIndex(size, nameOf),
    make(index) {
      const story = choose(
        spread(mixText(project.estateSeed, 'global-address'), project.first('global-address') + index),
        globalStories,
      );
      const dice = new Dice(mix(seed, index));
      const peering = story === 'peering';
      const address = {
        ...identityOf(project.id, 'global', 'addresses', nameOf(index)),
        index,
        number: numberOf(seed, index),
        createdAt: madeAt(project.anchorAt, dice, story === 'young'),
        ip: peering ? `10.${100 + (index % 100)}.0.0` : publicIpOf(seed, index),
        type: peering ? ('INTERNAL' as const) : ('EXTERNAL' as const),
        status: 'RESERVED' as const,
        purpose: peering ? 'VPC_PEERING' : undefined,
        users: [],
        prefixLength: peering ? 16 : undefined,
      };
      return judged({ project, changeOf: project.changeOf }, address, dice, story === 'unused');
    },
  });
}

function madeAt(anchorAt: EpochMs, dice: Dice, young: boolean): EpochMs {
  return (
    Math.floor((anchorAt - (young ? dice.between(0.2, 5) : dice.between(30, 900)) * dayMs) / 1_000) * 1_000
  );
}

function purposeOf(use: AddressUse): string | undefined {
  if (use.use === 'internal') return 'GCE_ENDPOINT';
  return use.use === 'nat' && !hasOwnAddresses(use.router) ? 'NAT_AUTO' : undefined;
}

function usersOf(place: Place, use: AddressUse): readonly string[] {
  const project = `projects/${place.project.id}`;
  if (use.use === 'nat')
    return [`${project}/regions/${place.region}/routers/${routerNameOf(place, use.router)}`];
  if (use.use !== 'instance') return [];
  return [
    `${project}/zones/${zoneOfInstance(place, use.instance)}/instances/${instanceNameOf(place, use.instance)}`,
  ];
}

/** What is public is a resource that costs; what is private is only a number that is kept. */
function judged(
  { project, changeOf }: Pick<Place, 'project' | 'changeOf'>,
  address: Omit<Address, 'tags' | 'truths' | 'undecidable'>,
  dice: Dice,
  unused: boolean,
): Address {
  const change = changeOf(address.arn);
  const internal = address.type === 'INTERNAL';
  // Nobody labels what Google reserves by itself.
  const labels = address.purpose === 'NAT_AUTO' ? [] : drawLabels(dice);
  return {
    ...address,
    tags: change?.labels ?? labels,
    ...(change?.deleted && { gone: true as const }),
    ...(internal && { unjudged: true as const }),
    truths: internal ? [] : [...(unused ? ['address-unused'] : []), ...labelTruths(labels, project)],
    undecidable: [],
  };
}
