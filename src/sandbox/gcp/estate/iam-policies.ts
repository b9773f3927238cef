import { owners } from '../../estate/vocabulary.ts';
import { Dice, mixText } from '../../seeded.ts';
import type { ProjectCell } from './estate.ts';
import type { Folder, Organization, Project } from './place.ts';
import { computeAccountOf, roleOfAccount, serviceAccountEmailOf } from './service-account-names.ts';

/** Who may do what, under which condition. */
export interface Binding {
  readonly role: string;
  readonly members: readonly string[];
  readonly condition?: Condition;
}

export interface Condition {
  readonly title: string;
  readonly description?: string;
  readonly expression: string;
}

/** The policy of a project, a folder or an organization. */
export interface IamPolicy {
  readonly bindings: readonly Binding[];
  readonly etag: string;
}

/** As many members as are of service accounts; Google allows 1,500 in all. */
const mostAccounts = 400;

const nightly: Condition = {
  title: 'at night',
  description: 'Only while nobody works',
  expression: 'request.time.getHours("Europe/Berlin") < 6',
};

/** Who may do what in a project. */
export function policyOfProject(project: ProjectCell): IamPolicy {
  const dice = new Dice(mixText(project.seed, 'iam policy'));
  const { id, number } = project;
  const account = (email: string): string => `serviceAccount:${email}`;
  const until = new Date(project.anchorAt + 20 * 86_400_000).toISOString().replace('.000Z', 'Z');
  const gone = `deleted:serviceAccount:old-ci@${id}.iam.gserviceaccount.com?uid=1${dice.whole(10_000, 99_999)}000000000000000`;
  return policyOf(dice, [
    { role: 'roles/owner', members: [`user:${personOf(dice)}`, 'group:platform-admins@acme.example'] },
    {
      role: 'roles/editor',
      members: [
        account(computeAccountOf(project)),
        account(`${number}@cloudservices.gserviceaccount.com`),
        ...(dice.chance(0.5) ? [gone] : []),
      ],
    },
    {
      role: 'roles/viewer',
      members: ['domain:acme.example', `group:${dice.pick(owners).split('@')[0] ?? ''}@acme.example`],
    },
    {
      role: 'roles/compute.serviceAgent',
      members: [account(`service-${number}@compute-system.iam.gserviceaccount.com`)],
    },
    {
      role: 'roles/compute.admin',
      members: [`user:${personOf(dice)}`],
      condition: { title: 'for the migration', expression: `request.time < timestamp("${until}")` },
    },
    { role: 'roles/storage.admin', members: ['group:night-shift@acme.example'], condition: nightly },
    ...(dice.chance(0.4)
      ? [{ role: 'roles/storage.objectViewer', members: [dice.pick(['allUsers', 'allAuthenticatedUsers'])] }]
      : []),
    {
      role: 'roles/iam.serviceAccountTokenCreator',
      members: [
        `principalSet://iam.googleapis.com/projects/${number}/locations/global/workloadIdentityPools/acme-clusters/*`,
        `deleted:user:left@acme.example?uid=1${dice.whole(10_000, 99_999)}00000000000000`,
      ],
    },
    ...customBindings(project, dice),
    ...accountBindings(project),
  ]);
}

/** Who may do what in all of a folder. */
export function policyOfFolder(folder: Folder): IamPolicy {
  const dice = new Dice(mixText(0xf01de5, folder.id));
  const team = folder.displayName.toLowerCase();
  return policyOf(dice, [
    { role: 'roles/resourcemanager.folderViewer', members: [`group:${team}@acme.example`] },
    { role: 'roles/viewer', members: [`group:${team}@acme.example`, `user:${personOf(dice)}`] },
    ...(dice.chance(0.5)
      ? [{ role: 'roles/compute.viewer', members: [`group:${team}@acme.example`], condition: nightly }]
      : []),
  ]);
}

/** Who may do what in all of the organization. */
export function policyOfOrganization(
  organization: Organization,
  home: Pick<Project, 'id'> | undefined,
): IamPolicy {
  const dice = new Dice(mixText(0x0127a, organization.id));
  return policyOf(dice, [
    {
      role: 'roles/resourcemanager.organizationAdmin',
      members: ['group:gcp-organization-admins@acme.example', `user:${personOf(dice)}`],
    },
    { role: 'roles/billing.viewer', members: ['group:finance@acme.example'] },
    { role: 'roles/browser', members: [`domain:${organization.displayName}`] },
    ...(home === undefined
      ? []
      : [{ role: 'roles/viewer', members: [`serviceAccount:bursar@${home.id}.iam.gserviceaccount.com`] }]),
    { role: 'roles/iam.securityReviewer', members: ['group:auditors@acme.example'], condition: nightly },
  ]);
}

function policyOf(dice: Dice, bindings: readonly Binding[]): IamPolicy {
  return { bindings, etag: `BwY${Buffer.from(dice.hex(10), 'hex').toString('base64').slice(0, 7)}E=` };
}

function customBindings({ customRoles, serviceAccounts }: ProjectCell, dice: Dice): readonly Binding[] {
  if (customRoles.size === 0) return [];
  const email = serviceAccounts.size > 0 ? serviceAccounts.at(serviceAccounts.size - 1).id : undefined;
  const members = email === undefined ? [`user:${personOf(dice)}`] : [`serviceAccount:${email}`];
  return [{ role: customRoles.at(0).name, members }];
}

/** What the project's own service accounts may do, one role each. */
function accountBindings(project: ProjectCell): readonly Binding[] {
  const count = Math.min(project.count('service-account'), mostAccounts);
  const byRole = new Map<string, string[]>();
  for (let index = 2; index < count; index++) {
    const role = roleOfAccount(project, index);
    const members = byRole.get(role) ?? [];
    members.push(`serviceAccount:${serviceAccountEmailOf(project, index)}`);
    byRole.set(role, members);
  }
  return [...byRole].map(([role, members]) => ({ role, members }));
}

function personOf(dice: Dice): string {
  return `${dice.pick(['ada', 'bruno', 'chen', 'dara', 'emeka', 'farah'])}@acme.example`;
}
