import { type TrialCloud, type TrialResource, testAdapter } from 'bursar/testing';
import { z } from 'zod';
import { azureAdapter } from '../../../adapters/azure/index.ts';
import { budgetedServices } from '../../../adapters/azure/rates.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import { faultsOf, resourcesOf } from '../../fixtures/sandbox-trial.ts';
import { recordedRecords } from './recorded.ts';

const disks = { service: 'Microsoft.Compute', operation: 'disks/read' };

testAdapter({
  adapter: azureAdapter,
  start: startCloud,
  impossible: {
    'part-unreachable': 'Resource Manager keeps what it knows of a region in all others',
  },
  permissionsIn: (document) =>
    z.object({ role: z.object({ Actions: z.array(z.string()) }) }).parse(document).role.Actions,
  recorded: recordedRecords,
});

/** One subscription, with more disks than go on a page of Resource Manager's. */
async function startCloud(): Promise<TrialCloud> {
  const sandbox = await startSandbox({ seed: 9, size: 1_800, accounts: 1, clouds: ['azure'] });
  const { faults, clock, azure } = sandbox;
  const { tenantId, clientId } = azure;
  let expired = false;
  const resources = new Map(resourcesOf(sandbox, 'azure', ['volume', 'address', 'database']));
  resources.set('volume', withTags(resources.get('volume') ?? []));

  function withTags(all: readonly TrialResource[]): readonly TrialResource[] {
    const made = new Map(
      azure.estate.cells.flatMap(({ disks: population }) =>
        Array.from({ length: population.size }, (_, index) => {
          const { arn, tags } = population.at(index);
          return [arn, Object.fromEntries(tags)] as const;
        }),
      ),
    );
    return all.map((resource) => {
      const tags = made.get(resource.id);
      return tags === undefined ? resource : { ...resource, tags };
    });
  }

  return {
    settings: {
      endpoint: azure.url,
      ca: azure.certificate,
      credential: {
        tenantId,
        clientId,
        secret: async () => (expired ? azure.expiredClientSecret : azure.clientSecret),
      },
      inventory: 'arm',
      callsPerSecond: Object.fromEntries(budgetedServices.map((service) => [service, 1_000])),
      maxAttempts: 2,
      requestTimeoutMs: 10_000,
    },
    clock,
    resources,
    kind: 'volume',
    befall(trouble) {
      if (trouble === 'expired-credentials') expired = true;
      else faults.set(faultsOf(trouble, disks));
    },
    heal: () => faults.clear(),
    retag: (id, key, value) => azure.estate.overlay.write(id, clock.now(), { tags: [[key, value]] }),
    close: () => sandbox.close(),
  };
}
