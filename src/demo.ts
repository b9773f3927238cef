import { aws } from '../adapters/aws/index.ts';
import { defaultPack } from '../rules/index.ts';
import type { RunningSandbox, SandboxOptions } from './cli/parts.ts';
import type { RuleUse } from './core/pack.ts';
import { auditRole, externalId, startSandbox } from './sandbox/sandbox.ts';
import { defaultRetention } from './store/store.ts';

/** How often the demo makes a pass while it stays up. */
const demoSchedule = '*/5 * * * *';

/** Starts the sandbox, and tells how to govern it: every account, every rule, each at "propose" so that a plan shows. */
export async function startDemo({ seed, size, port }: SandboxOptions): Promise<RunningSandbox> {
  const sandbox = await startSandbox({ seed, size, port });
  const { accessKeyId, secretAccessKey } = sandbox.credentials();
  return {
    url: sandbox.url,
    async config(dataDir) {
      const { adapter, settings } = aws({
        endpoint: sandbox.url,
        credentials: async () => ({ accessKeyId, secretAccessKey }),
        accounts: { organization: { role: auditRole, externalId } },
        costExplorer: true,
        // Nobody else calls the sandbox, so there is no caution to be had.
        callsPerSecond: Object.fromEntries(services.map((service) => [service, 1_000])),
      });
      return {
        providers: [{ adapter, settings: adapter.settings.parse(settings) }],
        signals: [],
        packs: [defaultPack.map((block) => ({ ...block, rules: block.rules.map(proposing) }))],
        schedule: demoSchedule,
        timezone: 'UTC',
        dataDir,
        retention: defaultRetention,
        concurrency: 8,
      };
    },
    environment: () => ({
      AWS_ENDPOINT_URL: sandbox.url,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: 'us-east-1',
    }),
    *truth() {
      for (const truth of sandbox.truths()) yield `${JSON.stringify(truth)}\n`;
    },
    close: () => sandbox.close(),
  };
}

const services = [
  'Auto Scaling',
  'CloudWatch',
  'Cost Explorer',
  'EC2',
  'Elastic Load Balancing v2',
  'IAM',
  'Lambda',
  'Organizations',
  'RDS',
  'S3',
  'SageMaker',
  'STS',
];

function proposing(chosen: RuleUse): RuleUse {
  return { ...chosen, level: 'propose' };
}
