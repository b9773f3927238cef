import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { runDocumentSchema } from '../../reports/json-schema.ts';
import { cloudNames, type Fault, type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { cli } from '../fixtures/cli.ts';
import { governClouds } from '../fixtures/three-clouds.ts';

let sandbox: Sandbox;
let folder: string;
let environment: Readonly<Record<string, string>>;
let before: Awaited<ReturnType<typeof onePass>>;

/** One pass while nothing is wrong, which all others are held against. */
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 4, size: 450, clouds: cloudNames });
  folder = await mkdtemp(join(tmpdir(), 'bursar-test-'));
  const subscriptions = sandbox.azure.subscriptionIds.map((id) => `'${id}'`).join(', ');
  // Few attempts, so that what is out of reach is known soon.
  environment = await governClouds(sandbox, folder, {
    aws: 'maxAttempts: 2',
    gcp: 'maxAttempts: 2',
    azure: `maxAttempts: 2, subscriptions: [${subscriptions}]`,
  });
  before = await pass();
}, 60_000);

afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

function pass(env: Readonly<Record<string, string>> = {}): ReturnType<typeof onePass> {
  return onePass(folder, { ...environment, ...env });
}

async function onePass(cwd: string, env: Readonly<Record<string, string>>) {
  const { code, stdout, stderr } = await cli(['run', '--quiet', '--format', 'json'], { cwd, env });
  expect(stderr).not.toContain('Error:');
  expect(stdout).not.toBe('');
  const { scopes, findings } = runDocumentSchema.parse(JSON.parse(stdout));
  return {
    code,
    failures: scopes.filter(({ status }) => status !== 'ok'),
    findingsOf: (provider: string) =>
      findings.filter((finding) => finding.provider === provider).map(({ fingerprint }) => fingerprint),
    providers: new Set(scopes.map(({ provider }) => provider)),
  };
}

test('one pass shows three clouds, and one rule judges them all', () => {
  expect(before.failures).toEqual([]);
  expect(before.code).toBe(0);
  expect(before.providers).toEqual(new Set(cloudNames));
  for (const cloud of cloudNames) expect(before.findingsOf(cloud).length).toBeGreaterThan(20);
});

interface Trouble {
  readonly title: string;
  readonly cloud: (typeof cloudNames)[number];
  readonly faults?: () => readonly Fault[];
  /** What somebody has switched off; gives what switches it on again. */
  readonly switchOff?: () => () => void;
  readonly env?: Readonly<Record<string, string>>;
  /** What a failed scope says: the cloud's own reason, and what to do. */
  readonly says: RegExp;
}

const troubles: readonly Trouble[] = [
  {
    title: 'credentials of AWS that are not good any more',
    cloud: 'aws',
    env: { AWS_SECRET_ACCESS_KEY: 'taken-back' },
    says: /SignatureDoesNotMatch/,
  },
  {
    title: 'a secret of Azure that is wrong',
    cloud: 'azure',
    env: { AZURE_CLIENT_SECRET: 'taken-back' },
    says: /AADSTS7000215/,
  },
  {
    title: 'a machine of Google’s without a service account',
    cloud: 'gcp',
    env: { GCE_METADATA_HOST: '127.0.0.1:1' },
    says: /credentials/,
  },
  {
    title: 'a region of Google’s that is down',
    cloud: 'gcp',
    faults: () => [{ type: 'error', service: 'compute', region: 'us-central1', status: 503 }],
    says: /us-central1/,
  },
  {
    title: 'an API that a project of Google’s has not switched on',
    cloud: 'gcp',
    switchOff() {
      const { apis, projects } = sandbox.gcp.estate;
      const [project] = projects;
      // Recommendations are read from each project, also where all else comes from the organization's assets.
      apis.disable(project?.id ?? '', 'recommender.googleapis.com');
      return () => apis.enable(project?.id ?? '', 'recommender.googleapis.com');
    },
    says: /gcloud services enable recommender/,
  },
  {
    title: 'a region of AWS that is down',
    cloud: 'aws',
    faults: () => [{ type: 'error', region: 'us-west-2', status: 503 }],
    says: /ServiceUnavailable|Unavailable/,
  },
  {
    title: 'a subscription that may not be read',
    cloud: 'azure',
    faults: () => [{ type: 'deny', account: sandbox.azure.subscriptionIds[1] ?? '' }],
    says: /may not see it|assign/,
  },
];

test.each(troubles)(
  '$title: a failed scope with its reason, and the other clouds’ findings stand',
  { timeout: 60_000 },
  async ({ cloud, faults, switchOff, env, says }) => {
    onTestFinished(() => sandbox.faults.clear());
    const switchOn = switchOff?.();
    if (switchOn !== undefined) onTestFinished(switchOn);
    sandbox.faults.set([...(faults?.() ?? [])]);
    const after = await pass(env);
    expect(after.code).toBe(1);
    expect(after.failures.length).toBeGreaterThan(0);
    expect(new Set(after.failures.map(({ provider }) => provider))).toEqual(new Set([cloud]));
    expect(JSON.stringify(after.failures)).toMatch(says);
    // What could not be read is not gone, and nothing of it is resolved.
    for (const name of cloudNames) expect(after.findingsOf(name)).toEqual(before.findingsOf(name));
  },
);
