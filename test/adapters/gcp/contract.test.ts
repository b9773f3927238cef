import { type TrialCloud, type TrialResource, testAdapter } from 'bursar/testing';
import { z } from 'zod';
import { gcpAdapter } from '../../../adapters/gcp/index.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import { faultsOf, resourcesOf } from '../../fixtures/sandbox-trial.ts';
import { swift } from './gcp-server.ts';
import { recordedRecords } from './recorded.ts';

const disks = { service: 'compute', operation: 'disks.aggregatedList' };

testAdapter({
  adapter: gcpAdapter,
  start: startCloud,
  permissionsIn: (document) =>
    z.object({ includedPermissions: z.array(z.string()) }).parse(document).includedPermissions,
  recorded: recordedRecords,
});

/** One project, with more disks than go on a page. */
async function startCloud(): Promise<TrialCloud> {
  const sandbox = await startSandbox({ seed: 9, size: 1_800, accounts: 1, clouds: ['gcp'] });
  const { faults, clock, gcp } = sandbox;
  let expired = false;
  const resources = new Map(resourcesOf(sandbox, 'gcp', ['volume', 'address', 'database']));
  resources.set('volume', withLabels(resources.get('volume') ?? []));

  function withLabels(all: readonly TrialResource[]): readonly TrialResource[] {
    const made = new Map(
      gcp.estate.cells.flatMap(({ disks: population }) =>
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
      endpoint: gcp.url,
      accessToken: async () => (expired ? 'ya29.long-gone' : gcp.token()),
      projects: { organization: gcp.estate.organization.id },
      inventory: 'services',
      callsPerSecond: swift,
      maxAttempts: 2,
      requestTimeoutMs: 10_000,
    },
    clock,
    resources,
    kind: 'volume',
    befall(trouble) {
      if (trouble === 'expired-credentials') expired = true;
      else if (trouble === 'part-unreachable') {
        faults.set([{ type: 'error', service: 'compute', region: 'us-central1', status: 503 }]);
      } else faults.set(faultsOf(trouble, disks));
    },
    heal: () => faults.clear(),
    retag: (id, key, value) => gcp.estate.overlay.write(id, clock.now(), { labels: [[key, value]] }),
    close: () => sandbox.close(),
  };
}
