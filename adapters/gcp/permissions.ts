import { type Clock, type PermissionDocument, type Selection, systemClock } from 'bursar/adapter';
import { listAssets, listPolicies } from './assets/asset-lists.ts';
import { gcpCollectors } from './collectors/index.ts';
import { Hierarchy } from './hierarchy.ts';
import { type GcpSettings, inventoryOf, topOf } from './settings.ts';
import { gcpSignals } from './signals/index.ts';

/** A custom role as `gcloud iam roles create --file` takes it. */
export interface RoleDefinition {
  readonly title: string;
  readonly description: string;
  readonly stage: 'GA';
  readonly includedPermissions: readonly string[];
}

/** The custom role that lets a pass read what is switched on, and nothing else. */
export function gcpPermissions(settings: GcpSettings, selection: Selection): PermissionDocument {
  const top = topOf(settings);
  const document: RoleDefinition = {
    title: 'Bursar reader',
    description: 'What Bursar reads, and nothing else.',
    stage: 'GA',
    includedPermissions: readPermissions(settings, selection),
  };
  const member = 'serviceAccount:ADDRESS-OF-THE-IDENTITY-BURSAR-RUNS-AS';
  if (top === undefined) {
    const { projects } = settings;
    const names = Array.isArray(projects) ? projects.join(', ') : 'the project of the credentials';
    return {
      title: 'Google Cloud: a custom role',
      usage: [
        `In each project (${names}): gcloud iam roles create bursarReader --project=PROJECT --file=role.json`,
        `and give it: gcloud projects add-iam-policy-binding PROJECT --member=${member} --role=projects/PROJECT/roles/bursarReader`,
      ].join('\n'),
      document,
    };
  }
  const [kind = '', number = ''] = top.split('/');
  const organization = kind === 'organizations' ? number : 'ORGANIZATION';
  const where = kind === 'organizations' ? 'organizations' : 'resource-manager folders';
  return {
    title: 'Google Cloud: a custom role of the organization',
    usage: [
      `gcloud iam roles create bursarReader --organization=${organization} --file=role.json`,
      `and give it: gcloud ${where} add-iam-policy-binding ${number} --member=${member} --role=organizations/${organization}/roles/bursarReader`,
    ].join('\n'),
    document,
  };
}

/** Permissions that are asked of folders and organizations alone; a project's role may not even name them. */
const aboveProjects = /^resourcemanager\.(?:folders|organizations)\.|^resourcemanager\.projects\.list$/;

/** Every permission that a pass needs, sorted. */
export function readPermissions(settings: GcpSettings, { kinds, signals }: Selection): readonly string[] {
  const top = topOf(settings);
  const byAssets = inventoryOf(settings) === 'assets';
  // Permissions are told without a clock ever being looked at.
  const clock: Clock = systemClock;
  const collectors = gcpCollectors(settings, new Hierarchy(clock), clock).filter(({ kind }) =>
    kinds.has(kind.name),
  );
  const collected = new Set(collectors.map(({ kind }) => kind.name));
  const sources = gcpSignals
    .filter(({ signal }) => signals.has(signal.signal))
    .flatMap((signal) => signal.sources)
    .filter(({ kind }) => collected.has(kind.name));
  const all = [
    'resourcemanager.projects.get',
    ...(top === undefined ? [] : listingPermissions(top)),
    ...collectors.flatMap(({ permissions, ofAssets }) =>
      byAssets && ofAssets !== undefined ? ofAssets.permissions : permissions,
    ),
    ...(sources.length > 0 ? [timeSeriesPermission] : []),
  ];
  const allowed = top === undefined ? all.filter((permission) => !aboveProjects.test(permission)) : all;
  return [...new Set(allowed)].toSorted();
}

/** What reading any signal needs. */
export const timeSeriesPermission = 'monitoring.timeSeries.list';

/** What listing everything below a folder or organization needs. */
function listingPermissions(top: string): readonly string[] {
  const own = top.startsWith('organizations/') ? ['resourcemanager.organizations.get'] : [];
  return [
    ...own,
    'resourcemanager.folders.get',
    'resourcemanager.folders.list',
    'resourcemanager.projects.list',
  ];
}

/** Permissions that are asked of the top alone, and no project knows of. */
export function isAboveProjects(permission: string): boolean {
  return aboveProjects.test(permission) || permission === listAssets || permission === listPolicies;
}
