import type { EpochMs } from '../../../../core/time.ts';
import type { Account } from '../../estate/place.ts';
import type { AccessKey, User } from '../../estate/users.ts';

const columns =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';

const none = 'N/A';
const noCertificates = ['false', none, 'false', none];

/** The credential report of an account: one line for the root user, and one for each other. */
export function credentialReport(account: Account, users: Iterable<User>): string {
  const lines = [columns, rootLine(account)];
  for (const user of users) lines.push(userLine(user));
  return lines.join('\n');
}

function rootLine(account: Account): string {
  const joined = instantText(account.joinedAt);
  const noKey = ['false', none, none, none, none];
  return [
    '<root_account>',
    `arn:aws:iam::${account.id}:root`,
    joined,
    'not_supported',
    joined,
    'not_supported',
    'not_supported',
    'true',
    ...noKey,
    ...noKey,
    ...noCertificates,
  ].join(',');
}

function userLine(user: User): string {
  const { password } = user;
  const [first, second] = user.keys;
  return [
    user.id,
    user.arn,
    instantText(user.createdAt),
    String(password !== undefined),
    password === undefined ? none : (instantOf(password.usedAt) ?? 'no_information'),
    instantOf(password?.changedAt) ?? none,
    none,
    String(user.multiFactor),
    ...keyCells(first),
    ...keyCells(second),
    ...noCertificates,
  ].join(',');
}

function keyCells(key: AccessKey | undefined): readonly string[] {
  if (key === undefined) return ['false', none, none, none, none];
  return [
    String(key.active),
    instantText(key.createdAt),
    instantOf(key.usedAt) ?? none,
    key.usedIn?.region ?? none,
    key.usedIn?.service ?? none,
  ];
}

function instantOf(at: EpochMs | undefined): string | undefined {
  return at === undefined ? undefined : instantText(at);
}

function instantText(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 19)}+00:00`;
}
