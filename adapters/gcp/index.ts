/** The door "bursar/gcp": what a config imports. */
import { type Adapter, systemClock } from 'bursar/adapter';
import { gcpCollectors } from './collectors/index.ts';
import { Hierarchy } from './hierarchy.ts';
import { gcpPermissions, timeSeriesPermission } from './permissions.ts';
import { type GcpSettings, type GcpSettingsInput, gcpSettings } from './settings.ts';
import { gcpSignals } from './signals/index.ts';

/** Google Cloud. No SDK is loaded before it connects. */
export const gcpAdapter: Adapter<GcpSettings> = {
  provider: 'gcp',
  title: 'Google Cloud',
  settings: gcpSettings,
  kinds: [],
  collectors: gcpCollectors(gcpSettings.parse({}), new Hierarchy(systemClock), systemClock).map(
    ({ kind, permissions }) => ({ kind, reach: 'account', permissions }),
  ),
  signals: gcpSignals.map(({ signal, sources }) => ({
    signal,
    kinds: sources.map(({ kind }) => kind),
    permissions: [timeSeriesPermission],
  })),
  permissions: gcpPermissions,
  async connect(settings, context) {
    const { connectGcp } = await import('./connection.ts');
    return connectGcp(settings, context);
  },
};

/** Google Cloud as a provider of a config; the settings are checked when the config is loaded. */
export function gcp(settings: GcpSettingsInput = {}): {
  readonly adapter: Adapter;
  readonly settings: GcpSettingsInput;
} {
  return { adapter: gcpAdapter, settings };
}

export type { GcpSettings, GcpSettingsInput };
