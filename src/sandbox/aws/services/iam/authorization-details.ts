import type { EpochMs } from '../../../../core/time.ts';
import type { Population } from '../../../population.ts';
import type { Account } from '../../estate/place.ts';
import { policiesOf } from '../../estate/policies.ts';
import { rolesOf } from '../../estate/roles.ts';
import { usersOf } from '../../estate/users.ts';
import { ServiceError } from '../../service-error.ts';
import { offsetOf, tokenOf } from '../../wire/page.ts';
import { listParameter, numberParameter } from '../../wire/query.ts';
import { element, listElement } from '../../wire/xml.ts';
import { awsPolicies, builtInRoles, builtInUser, groupsOf } from './built-in.ts';
import { awsPolicyXml, groupXml, policyXml, roleXml, userXml } from './xml.ts';

/** What a list is made of: so many entries, each made when it is asked for. */
interface Section {
  readonly filter: string;
  readonly list: string;
  readonly size: number;
  xml(index: number): string;
}

/** What `GetAccountAuthorizationDetails` answers: a page of all identities of an account. */
export function authorizationDetails(
  account: Account,
  management: Account,
  anchorAt: EpochMs,
  parameters: URLSearchParams,
): string {
  const all = sectionsOf(account, management, anchorAt);
  const filters = listParameter(parameters, 'Filter.member');
  const unknown = filters.find((name) => !all.some(({ filter }) => filter === name));
  if (unknown !== undefined)
    throw new ServiceError(
      'ValidationError',
      `Value '[${unknown}]' at 'filter' failed to satisfy constraint`,
    );
  const limit = numberParameter(parameters, 'MaxItems', {
    fallback: 100,
    least: 1,
    most: 1_000,
    code: 'ValidationError',
  });
  const sections = filters.length === 0 ? all : all.filter(({ filter }) => filters.includes(filter));
  const name = `iam ${account.id} ${sections.map(({ filter }) => filter).join()}`;
  const from = offsetOf(name, parameters.get('Marker'), 'ValidationError');
  const total = sections.reduce((sum, { size }) => sum + size, 0);
  const end = Math.min(total, from + limit);
  const truncated = end < total;
  return (
    element('IsTruncated', truncated) +
    slice(sections, from, end) +
    (truncated ? element('Marker', tokenOf(name, end)) : '')
  );
}

/** The entries from one position up to another of all sections in a row, each in the list of its section. */
function slice(sections: readonly Section[], from: number, end: number): string {
  const lists = new Map<string, string[]>();
  let before = 0;
  for (const section of sections) {
    const entries = lists.get(section.list) ?? [];
    for (let at = Math.max(from, before); at < Math.min(end, before + section.size); at++)
      entries.push(section.xml(at - before));
    lists.set(section.list, entries);
    before += section.size;
  }
  return [...lists].map(([list, entries]) => listElement(list, 'member', entries)).join('');
}

function sectionsOf(account: Account, management: Account, anchorAt: EpochMs): readonly Section[] {
  const groups = groupsOf(account);
  return [
    populated('User', 'UserDetailList', usersOf(account, anchorAt), userXml),
    listed('User', 'UserDetailList', [builtInUser(account, anchorAt)], userXml),
    listed('Group', 'GroupDetailList', groups, groupXml),
    populated('Role', 'RoleDetailList', rolesOf(account, anchorAt), roleXml),
    listed('Role', 'RoleDetailList', builtInRoles(account, management), roleXml),
    populated('LocalManagedPolicy', 'Policies', policiesOf(account, anchorAt), policyXml),
    listed('AWSManagedPolicy', 'Policies', awsPolicies, (policy) => awsPolicyXml(policy, 1)),
  ];
}

function populated<Model>(
  filter: string,
  list: string,
  population: Population<Model>,
  xml: (model: Model) => string,
): Section {
  return { filter, list, size: population.size, xml: (index) => xml(population.at(index)) };
}

function listed<Model>(
  filter: string,
  list: string,
  models: readonly Model[],
  xml: (model: Model) => string,
): Section {
  return {
    filter,
    list,
    size: models.length,
    xml: (index) =>
      models
        .slice(index, index + 1)
        .map(xml)
        .join(''),
  };
}
