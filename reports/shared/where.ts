import type { Scope } from 'bursar/report';

/** An account as people know it: `prod (123456789012)`, or its id where it has no name. */
export function accountLabel({ account, accountName }: Scope): string {
  return accountName === undefined || accountName === account ? account : `${accountName} (${account})`;
}

/** So many accounts are named, the others counted. */
const mostNamed = 8;

/** Several accounts of one provider: `aws prod (123456789012)`, `gcp prod, dev and 12 more`. */
export function accountsLabel(accounts: readonly Scope[]): string {
  const [first, ...others] = accounts;
  if (first === undefined) return '';
  if (others.length === 0) return `${first.provider} ${accountLabel(first)}`;
  const names = accounts.slice(0, mostNamed).map(({ account, accountName }) => accountName ?? account);
  const left = accounts.length - names.length;
  return `${first.provider} ${names.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

/** Where something is, short: `aws prod eu-west-1`. */
export function whereOf({ provider, account, accountName, region }: Scope): string {
  return `${provider} ${accountName ?? account} ${region}`;
}

/** The part of an id that people recognize: what comes after its last separator. */
export function shortId(id: string): string {
  return id.split(/[/:]/).findLast((part) => part !== '') ?? id;
}
