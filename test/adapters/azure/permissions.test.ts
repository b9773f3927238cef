import { kinds } from 'bursar/adapter';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { azureAdapter } from '../../../adapters/azure/index.ts';
import { actionsMissing } from '../../../adapters/azure/role-actions.ts';
import type { AzureSettingsInput } from '../../../adapters/azure/settings.ts';
import { testSubscription } from './azure-server.ts';

const everything = {
  kinds: new Set(kinds.map(({ name }) => name)),
  signals: new Set(azureAdapter.signals.map(({ signal }) => signal.signal)),
};

function documentOf(settings: AzureSettingsInput, selection = everything) {
  return azureAdapter.permissions(azureAdapter.settings.parse(settings), selection);
}

test('every neutral kind that Azure has is collected, each with what it takes', () => {
  expect(azureAdapter.collectors.map(({ kind }) => kind.name)).toEqual(
    kinds.map(({ name }) => name).toSorted(),
  );
  for (const { permissions } of azureAdapter.collectors) expect(permissions).not.toEqual([]);
});

test('the role reads and changes nothing', () => {
  const { document, usage } = documentOf({});
  expect(document).toMatchObject({
    role: { IsCustom: true, NotActions: [], DataActions: [], AssignableScopes: [expect.any(String)] },
    microsoftGraph: ['Application.Read.All'],
  });
  const { role } = document as { readonly role: { readonly Actions: readonly string[] } };
  expect(role.Actions.filter((action) => !action.endsWith('/read'))).toEqual([]);
  expect(role.Actions).toEqual([...new Set(role.Actions)].toSorted());
  expect(role.Actions).toContain('Microsoft.Insights/metrics/read');
  expect(usage).toContain('az role definition create');
});

test('asks for no more than what is switched on', () => {
  const { document } = documentOf(
    { kinds: ['volume'], subscriptions: [testSubscription], inventory: 'arm' },
    { kinds: new Set(['volume', 'instance']), signals: new Set() },
  );
  expect(document).toMatchObject({
    role: {
      Actions: ['Microsoft.Compute/disks/read', 'Microsoft.Resources/subscriptions/read'],
      AssignableScopes: [`/subscriptions/${testSubscription}`],
    },
    microsoftGraph: [],
  });
});

test('a role for a management group is made there', () => {
  const { document } = documentOf({ subscriptions: { managementGroup: 'acme' } });
  expect(document).toMatchObject({
    role: {
      AssignableScopes: ['/providers/Microsoft.Management/managementGroups/acme'],
      Actions: expect.arrayContaining(['Microsoft.Management/managementGroups/descendants/read']),
    },
  });
});

test('what one role leaves out, another may give', () => {
  const needed = ['Microsoft.Compute/disks/read'];
  const reader = { actions: ['*/read'], notActions: ['Microsoft.Compute/*'] };
  expect(actionsMissing(needed, [reader])).toEqual(needed);
  expect(actionsMissing(needed, [reader, { actions: ['microsoft.compute/disks/READ'] }])).toEqual([]);
  expect(actionsMissing(needed, [{ actions: null, notActions: null }])).toEqual(needed);
});

test('a star stands for anything, and nothing else does', () => {
  const part = fc.stringMatching(/^[A-Za-z.]{1,8}$/);
  fc.assert(
    fc.property(part, part, part, (a, b, c) => {
      const action = `${a}/${b}/${c}`;
      expect(actionsMissing([action], [{ actions: [`${a}/*/${c}`] }])).toEqual([]);
      expect(actionsMissing([action], [{ actions: [`${a}/*`], notActions: [action] }])).toEqual([action]);
      expect(actionsMissing([action], [{ actions: [`${a}+/*`] }])).toEqual([action]);
    }),
  );
});
