import { grant } from 'bursar/adapter';
import type { Asked } from '../asked.ts';
import { listPolicies } from '../assets/asset-lists.ts';
import { gcpCollector } from '../collector.ts';
import { answerOf } from '../lists.ts';
import { projectName } from '../names.ts';
import { memberOf } from '../reading/members.ts';
import { defined, instantOf, required } from '../record.ts';

/** Who may do what, as IAM has it of something. */
interface PolicyRecord {
  readonly bindings?: readonly BindingRecord[];
}

interface BindingRecord {
  readonly role?: string;
  readonly members?: readonly string[];
  readonly condition?: { readonly title?: string; readonly expression?: string };
}

/** One member of a binding. */
interface GrantRecord {
  readonly binding: BindingRecord;
  readonly member: string;
}

/** Of what Cloud Asset Inventory tells the same. */
const containers = ['Project', 'Folder', 'Organization'].map(
  (type) => `cloudresourcemanager.googleapis.com/${type}`,
);

/** Who may do what in projects, and in the folders and the organization above them. */
export const grantCollector = gcpCollector({
  kind: grant,
  level: 'any',
  permissions: [
    'resourcemanager.folders.getIamPolicy',
    'resourcemanager.organizations.getIamPolicy',
    'resourcemanager.projects.getIamPolicy',
  ],
  async *pages(asked) {
    const policy = answerOf('the IAM policy', await policyOf(asked));
    yield grantsOf(policy);
  },
  ofAssets: {
    permissions: [listPolicies],
    async *pages(assets) {
      for await (const page of assets.policies(containers, ({ iamPolicy }) => iamPolicy))
        if ('error' in page) yield page;
        else yield { scope: page.scope, records: page.records.flatMap((policy) => grantsOf(policy)) };
    },
  },

  read({ binding, member }: GrantRecord, scope) {
    const role = required(binding.role, 'role');
    const target = targetOf(scope.account);
    const { expression } = binding.condition ?? {};
    const condition = expression === undefined ? '' : `#${expression}`;
    return {
      kind: 'grant',
      // It has no name of its own: it is who, what and where.
      id: `${target}#${role}#${member}${condition}`,
      name: `${member} as ${role}`,
      scope,
      untaggable: true,
      attributes: {
        ...memberOf(member),
        role: role.startsWith('roles/') ? role : `//iam.googleapis.com/${role}`,
        reach: reachOf(scope.account),
        target,
        ...defined({ condition: expression, expiresAt: expiryOf(expression) }),
      },
    };
  },
});

async function policyOf({ clients, scope, signal }: Asked): Promise<unknown> {
  const { account } = scope;
  // Conditions are told only to who asks for this version.
  const options = { requestedPolicyVersion: 3 };
  if (account.startsWith('organizations/')) {
    const client = await clients.organizations();
    return clients.send((call) => client.getIamPolicy({ resource: account, options }, call), { signal });
  }
  if (account.startsWith('folders/')) {
    const client = await clients.folders();
    return clients.send((call) => client.getIamPolicy({ resource: account, options }, call), { signal });
  }
  const client = await clients.projects();
  const resource = `projects/${account}`;
  return clients.send((call) => client.getIamPolicy({ resource, options }, call), { signal });
}

function grantsOf({ bindings = [] }: PolicyRecord): readonly GrantRecord[] {
  return bindings.flatMap((binding) => (binding.members ?? []).map((member) => ({ binding, member })));
}

function targetOf(account: string): string {
  return account.includes('/') ? `//cloudresourcemanager.googleapis.com/${account}` : projectName(account);
}

function reachOf(account: string): 'organization' | 'folder' | 'account' {
  if (account.startsWith('organizations/')) return 'organization';
  return account.startsWith('folders/') ? 'folder' : 'account';
}

/** The instant that a condition alone holds until; any other condition tells none. */
function expiryOf(expression: string | undefined): number | undefined {
  const [, text] =
    /^\s*request\.time\s*<\s*timestamp\(\s*["']([^"']+)["']\s*\)\s*$/.exec(expression ?? '') ?? [];
  return instantOf(text);
}
