import { expect, test } from 'vitest';
import { gcpAdapter } from '../../../adapters/gcp/index.ts';
import { gcpPermissions, type RoleDefinition } from '../../../adapters/gcp/permissions.ts';
import { type GcpSettingsInput, gcpSettings } from '../../../adapters/gcp/settings.ts';

const kinds = new Set(gcpAdapter.collectors.map(({ kind }) => kind.name));
const signals = new Set(gcpAdapter.signals.map(({ signal }) => signal.signal));

function roleOf(settings: GcpSettingsInput, chosen: ReadonlySet<string> = kinds, evidence = signals) {
  const { document, usage } = gcpPermissions(gcpSettings.parse(settings), {
    kinds: chosen,
    signals: evidence,
  });
  // What this provider's document is.
  const { includedPermissions, ...rest } = document as RoleDefinition;
  return { permissions: includedPermissions, rest, usage };
}

test('a role has what is switched on, each permission once, and nothing that only reads could do without', () => {
  const { permissions, rest } = roleOf({ projects: ['acme-prod'] });
  expect(rest).toEqual({ title: 'Bursar reader', description: expect.any(String), stage: 'GA' });
  expect(permissions).toEqual([...new Set(permissions)].toSorted());
  for (const permission of permissions)
    expect(permission).toMatch(/^[a-z]+\.[A-Za-z]+\.(?:list|get|getIamPolicy)$/);
  expect(permissions).toContain('monitoring.timeSeries.list');
  expect(permissions).toContain('resourcemanager.projects.getIamPolicy');
});

test('one kind alone needs its own, and to find the project', () => {
  const { permissions } = roleOf({ projects: ['acme-prod'] }, new Set(['volume']), new Set());
  expect(permissions).toEqual(['compute.disks.list', 'resourcemanager.projects.get']);
  expect(roleOf({ kinds: ['volume'] }, kinds, new Set()).permissions).toEqual(permissions);
});

test('a role of a project names nothing that only organizations have', () => {
  const { permissions, usage } = roleOf({});
  expect(permissions.filter((permission) => /\.(?:folders|organizations)\./.test(permission))).toEqual([]);
  expect(usage).toContain('gcloud iam roles create bursarReader --project=');
});

test('an organization is listed, and read by its assets where they are asked', () => {
  const { permissions, usage } = roleOf(
    { projects: { organization: '123' } },
    new Set(['instance', 'grant', 'load-balancer']),
    new Set(),
  );
  expect(permissions).toEqual(
    expect.arrayContaining([
      'cloudasset.assets.listIamPolicy',
      'cloudasset.assets.listResource',
      'compute.forwardingRules.list',
      'resourcemanager.folders.list',
      'resourcemanager.projects.list',
    ]),
  );
  expect(permissions).not.toContain('compute.instances.list');
  expect(usage).toContain('--organization=123');
  const byServices = roleOf(
    { projects: { organization: '123' }, inventory: 'services' },
    new Set(['instance']),
    new Set(),
  );
  expect(byServices.permissions).toContain('compute.instances.list');
});

test('who binds a role to a folder is told how', () => {
  expect(roleOf({ projects: { folder: '456' } }).usage).toContain(
    'gcloud resource-manager folders add-iam-policy-binding 456',
  );
});

test('every collector declares what it needs', () => {
  for (const { kind, reach, permissions } of gcpAdapter.collectors) {
    expect({ kind: kind.name, reach, needs: permissions.length > 0 }).toEqual({
      kind: kind.name,
      reach: 'account',
      needs: true,
    });
  }
  expect(kinds.size).toBe(18);
});
