import type { EpochMs } from '../../../core/time.ts';
import type { Modelled, Population } from '../../population.ts';
import type { Cell } from './estate.ts';
import type { Account } from './place.ts';
import { policiesOf } from './policies.ts';
import { rolesOf } from './roles.ts';
import { usersOf } from './users.ts';

/** A population, and what Bursar calls the kind of what is in it. */
type KindAndPopulation = readonly [kind: string, population: Population<Modelled>];

/** All that is in an account in one region. */
export function cellPopulations(cell: Cell): readonly KindAndPopulation[] {
  return [
    ['instance', cell.instances],
    ['volume', cell.volumes],
    ['snapshot', cell.snapshots],
    ['image', cell.images],
    ['address', cell.addresses],
    ['nat-gateway', cell.natGateways],
    ['database', cell.databases],
    ['load-balancer', cell.loadBalancers],
    ['bucket', cell.buckets],
    ['function', cell.functions],
    ['scaling-group', cell.scalingGroups],
    ['notebook', cell.notebooks],
    ['endpoint', cell.endpoints],
  ];
}

/** All that an account has as a whole. */
export function accountPopulations(account: Account, anchorAt: EpochMs): readonly KindAndPopulation[] {
  return [
    ['principal', rolesOf(account, anchorAt)],
    ['principal', usersOf(account, anchorAt)],
    ['policy', policiesOf(account, anchorAt)],
  ];
}
