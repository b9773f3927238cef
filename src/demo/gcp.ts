import type { Sandbox } from '../sandbox/sandbox.ts';
import { type DemoCloud, withoutCaution } from './cloud.ts';

const services = [
  'aiplatform',
  'cloudasset',
  'cloudfunctions',
  'cloudresourcemanager',
  'compute',
  'iam',
  'monitoring',
  'notebooks',
  'recommender',
  'run',
  'sqladmin',
  'storage',
] as const;

/** An organization of Google Cloud, every project of it. */
export function demoGcp({ gcp }: Sandbox): DemoCloud {
  const projects = { organization: gcp.estate.organization.id };
  return {
    url: gcp.url,
    provider: `gcp({ endpoint: '${gcp.url}', projects: { organization: '${projects.organization}' } })`,
    async entry() {
      const { gcpAdapter } = await import('../../adapters/gcp/index.ts');
      const settings = gcpAdapter.settings.parse({
        endpoint: gcp.url,
        accessToken: async () => gcp.token(),
        projects,
        callsPerSecond: withoutCaution(services),
      });
      return { adapter: gcpAdapter, settings };
    },
    // Who asks there finds itself on a machine of Google's, and is given that machine's service account.
    environment: async () => ({ GCE_METADATA_HOST: gcp.metadataHost }),
  };
}
