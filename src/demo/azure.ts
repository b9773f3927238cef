import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { type DemoCloud, withoutCaution } from './cloud.ts';

const services = [
  'AppService',
  'Authorization',
  'Compute',
  'MachineLearning',
  'ManagedIdentity',
  'ManagementGroups',
  'Metrics',
  'MicrosoftGraph',
  'MySql',
  'Network',
  'PostgreSql',
  'ResourceGraph',
  'ResourceManager',
  'Sql',
  'Storage',
  'Subscriptions',
] as const;

/** A tenant of Azure, every subscription of it. */
export function demoAzure({ azure }: Sandbox): DemoCloud {
  const { url, tenantId, clientId, clientSecret, certificate } = azure;
  return {
    url,
    provider: `azure({ endpoint: '${url}' })`,
    async entry() {
      const { azureAdapter } = await import('../../adapters/azure/index.ts');
      const settings = azureAdapter.settings.parse({
        endpoint: url,
        ca: certificate,
        credential: { tenantId, clientId, secret: async () => clientSecret },
        callsPerSecond: withoutCaution(services),
      });
      return { adapter: azureAdapter, settings };
    },
    async environment(folder) {
      const file = join(folder, 'azure-certificate.pem');
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(file, certificate);
      return {
        AZURE_TENANT_ID: tenantId,
        AZURE_CLIENT_ID: clientId,
        AZURE_CLIENT_SECRET: clientSecret,
        AZURE_AUTHORITY_HOST: url,
        NODE_EXTRA_CA_CERTS: file,
      };
    },
  };
}
