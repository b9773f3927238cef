/** The config that `bursar init` writes. It runs as it is, and is type-checked by a test. */
export const configTemplate = `import { defineConfig, definePack, use } from 'bursar';
import { aws } from 'bursar/aws';
import { defaultPack } from 'bursar/rules';
import noOpenMetadata from './rules/no-open-metadata.ts';

export default defineConfig({
  providers: [
    // Credentials come from the AWS SDK's ordinary chain: environment, profile, SSO, container or instance role.
    aws({
      // The caller's own account is the default. Several accounts, each by a role to assume:
      // accounts: { roles: [{ arn: 'arn:aws:iam::123456789012:role/bursar', externalId: '…' }] },
      // Or every account of the organization, by a role of this name in each:
      // accounts: { organization: { role: 'bursar' } },
      // All enabled regions are the default. Only some:
      // regions: ['eu-west-1', 'us-east-1'],
    }),
    // The other clouds, with import { gcp } from 'bursar/gcp' and import { azure } from 'bursar/azure' above.
    // By application default credentials; or { organization: '…' }, or { folder: '…' }, for all projects below:
    // gcp({ projects: ['acme-production'] }),
    // By DefaultAzureCredential; or { managementGroup: '…' } for all subscriptions below:
    // azure({ subscriptions: ['00000000-0000-0000-0000-000000000000'] }),
  ],

  // Figures that the provider does not measure itself (GPUs, memory) may come from Prometheus, whose exporters tell by
  // a label which machine is meant. With \`import { prometheus } from 'bursar/prometheus'\`:
  // signals: [
  //   prometheus({
  //     url: 'https://prometheus.example.com',
  //     bearerToken: { env: 'PROMETHEUS_TOKEN' },
  //     resources: [{ label: 'instance', from: 'private-ip', port: true }],
  //   }),
  // ],

  packs: [
    // The rules that come with Bursar, all of them at "report".
    defaultPack,
    // Later blocks win: other levels and options, for some accounts, regions or tags, and rules of your own.
    definePack([
      // Metadata services that answer without a token are a thing of AWS.
      { name: 'ours', scopes: { providers: ['aws'] }, rules: [use(noOpenMetadata, 'report')] },
      // { name: 'sandboxes', scopes: { tags: { env: 'dev' } }, rules: [use(instanceIdle, 'propose', { window: '7d' })] },
    ]),
  ],

  // When \`bursar start\` makes its passes.
  schedule: '0 */6 * * *',
  timezone: 'UTC',

  // Where runs, inventory and findings are kept, relative to this file.
  dataDir: '.bursar',
});
`;

/** The first rule that \`bursar init\` writes. */
export const ruleTemplate = `import { defineRule, flag, instance, pass, unknown } from 'bursar';
import { z } from 'zod';

export default defineRule({
  id: 'no-open-metadata',
  summary: 'A machine whose metadata service answers without a session token gives its role away to any request it forwards.',
  severity: 'medium',
  kinds: [instance],
  options: z.strictObject({ states: z.array(z.string()).default(['running', 'stopped']) }),
  // Cheap and first: which machines this rule speaks of at all.
  select: (vm, { options }) => options.states.includes(vm.attributes.state),
  messages: { open: '{{name}} ({{type}}) answers metadata requests without a token' },
  // Pure: the same machine gives the same verdict. What is not known is unknown, never a guess.
  evaluate(vm) {
    const { metadataTokenRequired, type } = vm.attributes;
    if (metadataTokenRequired === undefined) return unknown('whether the metadata service demands a token');
    return metadataTokenRequired ? pass : flag('open', { data: { type } });
  },
});
`;

/** The test of that rule. */
export const ruleTestTemplate = `import { testRule } from 'bursar/testing';
import rule from './no-open-metadata.ts';

const machine = { kind: 'instance' } as const;

testRule(rule, [
  {
    title: 'a token is demanded',
    resource: { ...machine, attributes: { metadataTokenRequired: true } },
    expect: 'pass',
  },
  {
    title: 'no token is demanded',
    resource: { ...machine, attributes: { metadataTokenRequired: false } },
    expect: 'open',
  },
  {
    title: 'the provider does not tell',
    resource: { ...machine, attributes: {} },
    expect: 'unknown',
  },
]);
`;
