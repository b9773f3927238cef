import { defaultPack } from '../../rules/index.ts';
import type { RunningSandbox, SandboxOptions } from '../cli/parts.ts';
import type { RuleUse } from '../core/pack.ts';
import { type CloudName, cloudNames, type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { defaultRetention } from '../store/store.ts';
import { demoAws } from './aws.ts';
import { demoAzure } from './azure.ts';
import type { DemoCloud } from './cloud.ts';
import { demoGcp } from './gcp.ts';

/** How often the demo makes a pass while it stays up. */
const demoSchedule = '*/5 * * * *';

const demoClouds: Readonly<Record<CloudName, (sandbox: Sandbox) => DemoCloud>> = {
  aws: demoAws,
  gcp: demoGcp,
  azure: demoAzure,
};

/** Starts the sandbox, and tells how to govern it: every account, every rule, each at "propose" so that a plan shows. */
export async function startDemo({ seed, size, port, clouds }: SandboxOptions): Promise<RunningSandbox> {
  const sandbox = await startSandbox({
    seed,
    size,
    port,
    clouds: cloudNames.filter((name) => clouds.includes(name)),
  });
  const served = new Map(sandbox.clouds.map((name) => [name, demoClouds[name](sandbox)]));
  return {
    urls: Object.fromEntries([...served].map(([name, { url }]) => [name, url])),
    providers: [...served.values()].map(({ provider }) => provider),
    async config(dataDir) {
      return {
        providers: await Promise.all([...served.values()].map((cloud) => cloud.entry())),
        signals: [],
        packs: [defaultPack.map((block) => ({ ...block, rules: block.rules.map(proposing) }))],
        schedule: demoSchedule,
        timezone: 'UTC',
        dataDir,
        retention: defaultRetention,
        concurrency: 8,
      };
    },
    async environment(folder) {
      const variables = await Promise.all([...served.values()].map((cloud) => cloud.environment(folder)));
      return Object.assign({}, ...variables);
    },
    *truth() {
      for (const truth of sandbox.truths()) yield `${JSON.stringify(truth)}\n`;
    },
    close: () => sandbox.close(),
  };
}

function proposing(chosen: RuleUse): RuleUse {
  return { ...chosen, level: 'propose' };
}
