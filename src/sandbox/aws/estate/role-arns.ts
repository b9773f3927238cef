import type { Account } from './place.ts';
import { roleNameOf } from './role-names.ts';

/** The ARN of one of the account's roles, for any number. */
export function roleArnOf(account: Account, bits: number): string {
  const name = roleNameOf(account, bits % Math.max(1, account.count('role')));
  return `arn:aws:iam::${account.id}:role/${name}`;
}
