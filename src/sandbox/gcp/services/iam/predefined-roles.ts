/** A role that Google wrote. */
export interface PredefinedRole {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly includedPermissions: readonly string[];
}

/** Of the roles that Google wrote, those that are used here, with the best known of their permissions. */
export const predefinedRoles: readonly PredefinedRole[] = [
  role('owner', 'Owner', [
    'resourcemanager.projects.setIamPolicy',
    'compute.instances.delete',
    'storage.buckets.delete',
  ]),
  role('editor', 'Editor', [
    'compute.instances.delete',
    'storage.buckets.create',
    'cloudsql.instances.update',
  ]),
  role('viewer', 'Viewer', ['compute.instances.list', 'storage.buckets.list', 'cloudsql.instances.list']),
  role('browser', 'Browser', ['resourcemanager.projects.get', 'resourcemanager.folders.list']),
  role('billing.viewer', 'Billing Account Viewer', ['billing.accounts.get', 'billing.accounts.list']),
  role('cloudsql.client', 'Cloud SQL Client', ['cloudsql.instances.connect', 'cloudsql.instances.get']),
  role('compute.admin', 'Compute Admin', ['compute.instances.delete', 'compute.disks.delete']),
  role('compute.viewer', 'Compute Viewer', ['compute.instances.list', 'compute.disks.list']),
  role('iam.securityReviewer', 'Security Reviewer', [
    'iam.roles.list',
    'resourcemanager.projects.getIamPolicy',
  ]),
  role('iam.serviceAccountTokenCreator', 'Service Account Token Creator', [
    'iam.serviceAccounts.getAccessToken',
  ]),
  role('logging.logWriter', 'Logs Writer', ['logging.logEntries.create']),
  role('monitoring.metricWriter', 'Monitoring Metric Writer', ['monitoring.timeSeries.create']),
  role('monitoring.viewer', 'Monitoring Viewer', ['monitoring.timeSeries.list']),
  role('resourcemanager.folderViewer', 'Folder Viewer', ['resourcemanager.folders.get']),
  role('resourcemanager.organizationAdmin', 'Organization Administrator', [
    'resourcemanager.organizations.setIamPolicy',
  ]),
  role('run.invoker', 'Cloud Run Invoker', ['run.routes.invoke']),
  role('storage.admin', 'Storage Admin', ['storage.buckets.delete', 'storage.objects.delete']),
  role('storage.objectViewer', 'Storage Object Viewer', ['storage.objects.get', 'storage.objects.list']),
];

function role(id: string, title: string, includedPermissions: readonly string[]): PredefinedRole {
  return { name: `roles/${id}`, title, description: `${title} access.`, includedPermissions };
}
