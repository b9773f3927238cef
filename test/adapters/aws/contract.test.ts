import { type TrialCloud, type TrialResource, testAdapter } from 'bursar/testing';
import { z } from 'zod';
import { awsAdapter } from '../../../adapters/aws/index.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import { faultsOf, resourcesOf } from '../../fixtures/sandbox-trial.ts';
import { wrongKeys } from './connected.ts';
import { recordedRecords } from './recorded.ts';

const volumes = { service: 'ec2', operation: 'DescribeVolumes' };

testAdapter({
  adapter: awsAdapter,
  start: startCloud,
  permissionsIn,
  recorded: recordedRecords,
});

/** One account, with more volumes in a region than go on a page. */
async function startCloud(): Promise<TrialCloud> {
  const sandbox = await startSandbox({ seed: 9, size: 7_500, accounts: 1 });
  const { faults, clock, aws } = sandbox;
  const keys = sandbox.credentials();
  let expired = false;
  const resources = new Map(resourcesOf(sandbox, 'aws', ['volume', 'address', 'database']));
  resources.set('volume', withTags(resources.get('volume') ?? []));

  function withTags(all: readonly TrialResource[]): readonly TrialResource[] {
    const [cell] = aws.estate.cells;
    return all.map((resource) => {
      const volume = cell?.volumes.find(shortId(resource.id));
      return volume === undefined ? resource : { ...resource, tags: Object.fromEntries(volume.tags) };
    });
  }

  return {
    settings: {
      endpoint: sandbox.url,
      credentials: () => (expired ? wrongKeys() : Promise.resolve(keys)),
      callsPerSecond: { EC2: 1_000, RDS: 1_000 },
      maxAttempts: 2,
    },
    clock,
    resources,
    kind: 'volume',
    befall(trouble) {
      if (trouble === 'expired-credentials') expired = true;
      else if (trouble === 'part-unreachable') {
        faults.set([{ type: 'error', region: 'us-west-2', ...volumes }]);
      } else faults.set(faultsOf(trouble, volumes));
    },
    heal: () => faults.clear(),
    retag: (id, key, value) =>
      aws.estate.overlay.write(shortId(id), clock.now(), { tags: new Map([[key, value]]) }),
    close: () => sandbox.close(),
  };
}

function shortId(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** The actions of an IAM policy. */
function permissionsIn(document: unknown): readonly string[] {
  const policy = z.object({ Statement: z.array(z.object({ Action: z.array(z.string()) })) });
  return policy.parse(document).Statement.flatMap(({ Action }) => Action);
}
