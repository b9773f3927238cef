import type { UserDetail } from '@aws-sdk/client-iam';
import { principal } from 'bursar/adapter';
import { type AwsCollector, awsCollector } from '../collector.ts';
import { orUnknown } from '../or-unknown.ts';
import { credentialReportPermissions, readCredentialReport } from '../reading/credential-report.ts';
import { identitiesPermission, type ReadIdentities } from '../reading/identities.ts';
import { groupOf, type PrincipalRecord, roleOf, rootOf, userOf } from '../reading/principals.ts';
import { defined } from '../record.ts';

/** IAM users, roles and groups, and the root user. */
export function principalCollector(
  readIdentities: ReadIdentities,
): AwsCollector<typeof principal, PrincipalRecord> {
  return awsCollector({
    kind: principal,
    reach: 'account',
    permissions: [identitiesPermission, ...credentialReportPermissions],

    async *pages(clients, _scope, signal) {
      const { users, roles, groups } = await readIdentities(clients, 'principal', signal);
      const iam = await clients.iam();
      const report = await orUnknown(signal, () => readCredentialReport(iam, signal));
      const root = `arn:${clients.partition}:iam::${clients.account}:root`;
      const recordOf = (user: UserDetail): PrincipalRecord => ({
        type: 'user',
        user,
        groups: groups.filter(({ GroupName = '' }) => user.GroupList?.includes(GroupName)),
        ...defined({ row: report?.get(user.Arn ?? '') }),
      });
      yield [{ type: 'root', arn: root, ...defined({ row: report?.get(root) }) }];
      yield users.map(recordOf);
      yield roles.map((role) => ({ type: 'role' as const, role }));
      yield groups.map((group) => ({ type: 'group' as const, group }));
    },

    read(raw, scope) {
      if (raw.type === 'user') return userOf(raw, scope);
      if (raw.type === 'role') return roleOf(raw.role, scope);
      if (raw.type === 'group') return groupOf(raw.group, scope);
      return rootOf(raw, scope);
    },
  });
}
