/** The door "bursar/aws": what a config imports. */
import { type Adapter, systemClock } from 'bursar/adapter';
import { sourcePermissions } from './cloudwatch/metrics.ts';
import { awsCollectors } from './collectors/index.ts';
import { awsPermissions } from './permissions.ts';
import { type AwsSettings, type AwsSettingsInput, awsSettings } from './settings.ts';
import { awsSignals } from './signals/index.ts';

/** Amazon Web Services. No SDK is loaded before it connects. */
export const awsAdapter: Adapter<AwsSettings> = {
  provider: 'aws',
  title: 'AWS',
  settings: awsSettings,
  kinds: [],
  collectors: awsCollectors(awsSettings.parse({}), systemClock),
  signals: awsSignals.map(({ signal, sources }) => ({
    signal,
    kinds: sources.map(({ kind }) => kind),
    permissions: [...new Set(sources.flatMap(sourcePermissions))],
  })),
  permissions: awsPermissions,
  async connect(settings, context) {
    const { connectAws } = await import('./connection.ts');
    return connectAws(settings, context);
  },
};

/** AWS as a provider of a config; the settings are checked when the config is loaded. */
export function aws(settings: AwsSettingsInput = {}): {
  readonly adapter: Adapter;
  readonly settings: AwsSettingsInput;
} {
  return { adapter: awsAdapter, settings };
}

export type { AwsSettings, AwsSettingsInput };
