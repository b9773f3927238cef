import type { Clock, EpochMs } from '../../../core/time.ts';
import type { Tag } from '../../estate/tags.ts';
import { Dice, mixText } from '../../seeded.ts';
import { addressesOf } from './addresses.ts';
import { type Counts, countsOf, partsOf } from './allocation.ts';
import { bucketsOf } from './buckets.ts';
import { databasesOf } from './databases.ts';
import { endpointsOf } from './endpoints.ts';
import type { Cell, Estate } from './estate.ts';
import { functionsOf } from './functions.ts';
import { imagesOf } from './images.ts';
import { instancesOf } from './instances.ts';
import { loadBalancersOf } from './load-balancers.ts';
import { natGatewaysOf } from './nat-gateways.ts';
import { notebooksOf } from './notebooks.ts';
import { Overlay } from './overlay.ts';
import type { Account, Place } from './place.ts';
import { scalingGroupsOf } from './scaling-groups.ts';
import { snapshotsOf } from './snapshots.ts';
import { volumesOf } from './volumes.ts';

/** What an estate is made from. */
export interface EstateOptions {
  readonly seed: number;
  /** Resources in all, 50 to 1,000,000. */
  readonly size: number;
  /** Accounts, the management account included. Default 3. */
  readonly accounts?: number;
  /** Its present instant is what all ages count back from. */
  readonly clock: Clock;
  /** By how much reads lag behind writes at the moment, in a place. Default: not at all. */
  readLagMs?(account: string, region: string): number;
}

/** The enabled regions, with their share of an account's resources. */
const regionWeights = [
  ['us-east-1', 40],
  ['eu-central-1', 30],
  ['us-west-2', 20],
  ['eu-west-1', 10],
] as const;

const regions: readonly string[] = regionWeights.map(([region]) => region);

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** An estate: the skeleton, from which each resource is made when it is asked for. */
export function createEstate(options: EstateOptions): Estate {
  // By the hour, so that a sandbox started again soon serves the very same estate.
  const anchorAt = Math.floor(options.clock.now() / hourMs) * hourMs;
  const overlay = new Overlay();
  const counts = countsOf(options.size);
  const accounts = accountsOf(options.seed, options.accounts ?? 3, counts, anchorAt);
  const weights = accounts.flatMap((_, account) =>
    regionWeights.map(([, weight]) => weight * weightOfAccount(account)),
  );

  function changeReader(account: string, region: string): Place['changeOf'] {
    return (id) => {
      if (overlay.size === 0) return undefined;
      return overlay.read(id, options.clock.now() - (options.readLagMs?.(account, region) ?? 0));
    };
  }

  const cells = accounts.flatMap((account, accountIndex) =>
    regions.map((region, regionIndex): Cell => {
      const parts = partsOf(counts, weights, accountIndex * regions.length + regionIndex);
      return cellOf({
        account,
        region,
        anchorAt,
        estateSeed: options.seed,
        seed: mixText(account.seed, region),
        count: (kind) => parts[kind].count,
        first: (kind) => parts[kind].first,
        now: () => options.clock.now(),
        changeOf: changeReader(account.id, region),
      });
    }),
  );
  const byName = new Map(cells.map((cell) => [`${cell.account.id} ${cell.region}`, cell]));
  return {
    seed: options.seed,
    size: options.size,
    anchorAt,
    accounts,
    regions,
    cells,
    overlay,
    cell: (account, region) => byName.get(`${account} ${region}`),
  };
}

function cellOf(place: Place): Cell {
  const instances = instancesOf(place);
  return {
    ...place,
    instances,
    volumes: volumesOf(place, instances),
    snapshots: snapshotsOf(place),
    images: imagesOf(place),
    addresses: addressesOf(place, instances),
    natGateways: natGatewaysOf(place),
    databases: databasesOf(place),
    loadBalancers: loadBalancersOf(place),
    buckets: bucketsOf(place),
    functions: functionsOf(place),
    scalingGroups: scalingGroupsOf(place, instances),
    notebooks: notebooksOf(place),
    endpoints: endpointsOf(place),
  };
}

interface AccountCharacter {
  readonly name: string;
  readonly tags: readonly Tag[];
}

/** The management account, and those that most companies begin with. */
const characters: readonly AccountCharacter[] = [
  { name: 'acme-management', tags: [] },
  {
    name: 'acme-production',
    tags: [
      ['environment', 'production'],
      ['cost-center', 'cc-1001'],
    ],
  },
  {
    name: 'acme-development',
    tags: [
      ['Owner', 'developer-experience'],
      ['env', 'dev'],
    ],
  },
];

/** How much of the estate is in an account: most in production, little in the management account. */
function weightOfAccount(index: number): number {
  return [3, 6, 4][index] ?? 2;
}

function accountsOf(seed: number, count: number, counts: Counts, anchorAt: EpochMs): readonly Account[] {
  if (!Number.isInteger(count) || count < 1 || count > 999)
    throw new RangeError(`an organization here has 1 to 999 accounts, not ${count}`);
  const weights = Array.from({ length: count }, (_, index) => weightOfAccount(index));
  return weights.map((_, index) => {
    const accountSeed = mixText(seed, `account ${index}`);
    const parts = partsOf(counts, weights, index);
    const { name, tags } = characters[index] ?? { name: `acme-team-${index + 1}`, tags: [] };
    const dice = new Dice(accountSeed);
    return {
      // The index at the end keeps them apart for sure.
      id: `${dice.whole(100_000_000, 999_999_999)}${String(index).padStart(3, '0')}`,
      name,
      email: `aws+${name}@acme.example`,
      tags,
      joinedAt: Math.floor((anchorAt - dice.between(900, 2_500) * dayMs) / 1_000) * 1_000,
      seed: accountSeed,
      count: (kind) => parts[kind].count,
      first: (kind) => parts[kind].first,
    };
  });
}
