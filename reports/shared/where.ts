import type { Scope } from 'bursar/report';

/** An account as people know it: `prod (123456789012)`, or its id where it has no name. */
export function accountLabel({ account, accountName }: Scope): string {
  return accountName === undefined || accountName === account ? account : `${accountName} (${account})`;
}

/** Where something is, short: `aws prod eu-west-1`. */
export function whereOf({ provider, account, accountName, region }: Scope): string {
  return `${provider} ${accountName ?? account} ${region}`;
}

/** The part of an id that people recognize: what comes after its last separator. */
export function shortId(id: string): string {
  return id.split(/[/:]/).findLast((part) => part !== '') ?? id;
}
