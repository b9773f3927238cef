import { type PermissionDocument, type Selection, systemClock } from 'bursar/adapter';
import type { AzureClients } from './client.ts';
import { azureCollectors } from './collectors/index.ts';
import { metricPermissions } from './monitor/metrics.ts';
import { directoryPermission } from './reading/service-principals.ts';
import type { AzureSettings } from './settings.ts';
import { azureSignals } from './signals/index.ts';

/** A role as `az role definition create` takes it. */
export interface RoleDocument {
  readonly Name: string;
  readonly IsCustom: true;
  readonly Description: string;
  readonly Actions: readonly string[];
  readonly NotActions: readonly string[];
  readonly DataActions: readonly string[];
  readonly NotDataActions: readonly string[];
  readonly AssignableScopes: readonly string[];
}

/** All that Bursar needs in Azure. */
export interface AzurePermissions {
  readonly role: RoleDocument;
  /** Application permissions of Microsoft Graph, which no role gives. */
  readonly microsoftGraph: readonly string[];
}

const roleName = 'Bursar reader';

/** Nobody but its owner knows: what to put the id in place of. */
const anySubscription = '/subscriptions/ID-OF-EACH-SUBSCRIPTION';

/** The role that lets a pass read what is switched on, and nothing else. */
export function azurePermissions(settings: AzureSettings, selection: Selection): PermissionDocument {
  const scopes = assignableScopes(settings);
  const microsoftGraph =
    settings.directory && chosenKinds(settings, selection).has('principal') ? [directoryPermission] : [];
  const document: AzurePermissions = {
    role: {
      Name: roleName,
      IsCustom: true,
      Description: 'What Bursar needs to inventory and to measure; it changes nothing.',
      Actions: neededActions(settings, selection),
      NotActions: [],
      DataActions: [],
      NotDataActions: [],
      AssignableScopes: scopes,
    },
    microsoftGraph,
  };
  const usage = [
    'role: save it as role.json, run "az role definition create --role-definition role.json", and assign it to the',
    'identity that Bursar runs as in each assignable scope:',
    `az role assignment create --role "${roleName}" --assignee OBJECT-ID --scope SCOPE.`,
    'Grants and roles above subscriptions are read as far as the identity may read management groups.',
  ];
  const consent =
    'microsoftGraph: have an administrator grant these to the identity as application permissions of Microsoft Graph.';
  return {
    title: 'Azure: a custom role',
    usage: [...usage, ...(microsoftGraph.length > 0 ? [consent] : [])].join('\n'),
    document,
  };
}

/** Actions that a pass needs in each subscription. */
export function neededActions(settings: AzureSettings, selection: Selection): readonly string[] {
  const kinds = chosenKinds(settings, selection);
  // Permissions are told without a clock ever being looked at, and without a client.
  const collectors = azureCollectors(settings, { clock: systemClock, clientsOf: noClients });
  const isMeasured = azureSignals.some(
    ({ signal, sources }) =>
      selection.signals.has(signal.signal) && sources.some(({ kind }) => kinds.has(kind.name)),
  );
  const actions = [
    'Microsoft.Resources/subscriptions/read',
    ...(settings.inventory === 'graph' ? ['Microsoft.ResourceGraph/resources/read'] : []),
    ...(settings.subscriptions !== undefined && 'managementGroup' in settings.subscriptions
      ? ['Microsoft.Management/managementGroups/descendants/read']
      : []),
    ...collectors.filter(({ kind }) => kinds.has(kind.name)).flatMap(({ permissions }) => permissions),
    ...(isMeasured ? metricPermissions : []),
  ];
  return [...new Set(actions)].toSorted();
}

function noClients(): AzureClients {
  throw new Error('nothing is asked of Azure to tell permissions');
}

/** The kinds that are switched on by both the settings and the rules. */
export function chosenKinds({ kinds }: AzureSettings, selection: Selection): ReadonlySet<string> {
  return kinds === undefined ? selection.kinds : new Set(kinds.filter((kind) => selection.kinds.has(kind)));
}

function assignableScopes({ subscriptions }: AzureSettings): readonly string[] {
  if (subscriptions === undefined) return [anySubscription];
  if (!('managementGroup' in subscriptions)) return subscriptions.map((id) => `/subscriptions/${id}`);
  return [`/providers/Microsoft.Management/managementGroups/${subscriptions.managementGroup}`];
}
