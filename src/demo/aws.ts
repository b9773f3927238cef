import { auditRole, externalId, type Sandbox } from '../sandbox/sandbox.ts';
import { type DemoCloud, withoutCaution } from './cloud.ts';

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
] as const;

/** An organization of AWS, every account of it. */
export function demoAws(sandbox: Sandbox): DemoCloud {
  const { url } = sandbox.aws;
  const { accessKeyId, secretAccessKey } = sandbox.credentials();
  return {
    url,
    provider: `aws({ accounts: { organization: { role: '${auditRole}', externalId: '${externalId}' } } })`,
    async entry() {
      const { awsAdapter } = await import('../../adapters/aws/index.ts');
      const settings = awsAdapter.settings.parse({
        endpoint: url,
        credentials: async () => ({ accessKeyId, secretAccessKey }),
        accounts: { organization: { role: auditRole, externalId } },
        costExplorer: true,
        callsPerSecond: withoutCaution(services),
      });
      return { adapter: awsAdapter, settings };
    },
    environment: async () => ({
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: 'us-east-1',
    }),
  };
}
