import { services } from '../../estate/vocabulary.ts';
import { mix, mixText } from '../../seeded.ts';
import { encodeIndex } from './ids.ts';
import type { Account } from './place.ts';

/** A role's name; its number is in its last sixteen digits. */
export function roleNameOf(account: Pick<Account, 'seed'>, index: number): string {
  const seed = mixText(account.seed, 'role');
  const service = services[mix(seed, index) % services.length] ?? 'web';
  return `${service}-${hasInstanceProfile(index) ? 'instance' : 'task'}-${encodeIndex(seed, index)}`;
}

/** Every other role is for machines: it has an instance profile of its own name. */
export function hasInstanceProfile(index: number): boolean {
  return index % 2 === 0;
}

/** The name of one of the account's instance profiles; undefined where it has none. */
export function instanceProfileOf(
  account: Pick<Account, 'seed' | 'count'>,
  bits: number,
): string | undefined {
  const profiles = Math.ceil(account.count('role') / 2);
  return profiles === 0 ? undefined : roleNameOf(account, (bits % profiles) * 2);
}
