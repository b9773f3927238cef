import { expect, it } from 'vitest';
import { type AzureCall, refusal, serveAzure } from '../azure-server.ts';
import { collected, collectedBothWays, connected } from '../connected.ts';
import { common, document } from '../documents.ts';

const path = (name: string) => `Microsoft.Storage/storageAccounts/${name}`;
const properties = { creationTime: '2026-01-02T03:04:05.1234567Z', accessTier: 'Hot' };
const documents = [
  document(path('plain'), properties, { kind: 'StorageV2' }),
  document(path('kept'), properties, { kind: 'StorageV2' }),
];

/** The settings of the blobs of `kept`; the other has none. */
function settings(call: AzureCall) {
  if (call.path.endsWith('/blobServices/default'))
    return { status: 200, body: { properties: { isVersioningEnabled: call.path.includes('/kept/') } } };
  if (!call.path.endsWith('/managementPolicies/default')) return undefined;
  const rules = [{ enabled: true, name: 'r', type: 'Lifecycle', definition: { actions: {} } }];
  return call.path.includes('/kept/')
    ? { status: 200, body: { properties: { policy: { rules } } } }
    : refusal(404, 'ManagementPolicyNotFound');
}

it('reads storage accounts alike from both, with what their blobs are kept by', async () => {
  const { byGraph, byArm } = await collectedBothWays(
    await serveAzure({ documents, instead: settings }),
    'bucket',
  );
  const createdAt = Date.UTC(2026, 0, 2, 3, 4, 5, 123);
  expect(byGraph.resources).toEqual([
    {
      ...common('bucket', path('kept')),
      createdAt,
      attributes: { versioning: 'enabled', hasLifecycle: true },
    },
    { ...common('bucket', path('plain')), createdAt, attributes: { versioning: 'off', hasLifecycle: false } },
  ]);
  expect(byArm).toEqual(byGraph);
});

it('leaves unknown what it may not ask', async () => {
  const instead = (call: AzureCall) => (settings(call) ? refusal(403, 'AuthorizationFailed') : undefined);
  const { resources, failed } = await collected(
    await connected(await serveAzure({ documents, instead })),
    'bucket',
  );
  expect(failed).toEqual([]);
  expect(resources.map(({ attributes }) => attributes)).toEqual([{}, {}]);
});
