/** The door "bursar/azure": what a config imports. */
import { type Adapter, systemClock } from 'bursar/adapter';
import type { AzureClients } from './client.ts';
import { azureCollectors } from './collectors/index.ts';
import { metricPermissions } from './monitor/metrics.ts';
import { azurePermissions } from './permissions.ts';
import { type AzureSettings, type AzureSettingsInput, azureSettings } from './settings.ts';
import { azureSignals } from './signals/index.ts';

/** Microsoft Azure. No SDK is loaded before it connects. */
export const azureAdapter: Adapter<AzureSettings> = {
  provider: 'azure',
  title: 'Azure',
  settings: azureSettings,
  kinds: [],
  collectors: azureCollectors(azureSettings.parse({}), { clock: systemClock, clientsOf: unconnected }),
  signals: azureSignals.map(({ signal, sources }) => ({
    signal,
    kinds: sources.map(({ kind }) => kind),
    permissions: metricPermissions,
  })),
  permissions: azurePermissions,
  async connect(settings, context) {
    const { connectAzure } = await import('./connection.ts');
    return connectAzure(settings, context);
  },
};

/** What an adapter tells of its collectors takes no client. */
function unconnected(): AzureClients {
  throw new Error('Azure is not connected');
}

/** Azure as a provider of a config; the settings are checked when the config is loaded. */
export function azure(settings: AzureSettingsInput = {}): {
  readonly adapter: Adapter;
  readonly settings: AzureSettingsInput;
} {
  return { adapter: azureAdapter, settings };
}

export type { AzureSettings, AzureSettingsInput };
