import type { LoadBalancer } from '../../estate/load-balancers.ts';
import { offsetOf, tokenOf } from '../../wire/page.ts';
import { numberParameter } from '../../wire/query.ts';
import { element } from '../../wire/xml.ts';
import { pageOfPopulation } from '../population-page.ts';
import type { QueryCall } from '../query-service.ts';
import { members, targetGroupXmls } from './xml.ts';

interface Paging {
  readonly list: string;
  readonly from: number;
  readonly size: number;
}

const code = 'ValidationError';

function pagingOf({ parameters, cell }: QueryCall, kind: string): Paging {
  const size = numberParameter(parameters, 'PageSize', { fallback: 400, least: 1, most: 400, code });
  const list = `elb ${kind} ${cell.account.id} ${cell.region}`;
  return { list, from: offsetOf(list, parameters.get('Marker'), code), size };
}

function nextMarker(list: string, next: number | undefined): string {
  return next === undefined ? '' : element('NextMarker', tokenOf(list, next));
}

/** Load balancers from the request's marker on. */
export function pageOfBalancers(call: QueryCall): {
  readonly items: readonly LoadBalancer[];
  readonly marker: string;
} {
  const { list, from, size } = pagingOf(call, 'balancers');
  const { items, next } = pageOfPopulation(call.cell.loadBalancers, from, size);
  return { items, marker: nextMarker(list, next) };
}

/** More groups than a load balancer has: the step from one load balancer to the next in a marker. */
const groupStep = 16;

/** `<TargetGroups>` of all load balancers, from the request's marker on. */
export function pageOfGroups(call: QueryCall): string {
  const { list, from, size } = pagingOf(call, 'groups');
  const { loadBalancers } = call.cell;
  const groups: string[] = [];
  for (let index = Math.floor(from / groupStep); index < loadBalancers.size; index++) {
    const first = Math.max(0, from - index * groupStep);
    for (const [number, group] of targetGroupXmls(loadBalancers.at(index)).entries()) {
      if (number < first) continue;
      if (groups.length === size)
        return members('TargetGroups', groups) + nextMarker(list, index * groupStep + number);
      groups.push(group);
    }
  }
  return members('TargetGroups', groups);
}

/** A list that is short enough to be made whole, from the request's marker on. */
export function pageOfMembers(call: QueryCall, name: string, contents: readonly string[]): string {
  const { list, from, size } = pagingOf(call, name);
  const end = from + size;
  return members(name, contents.slice(from, end)) + nextMarker(list, end < contents.length ? end : undefined);
}
