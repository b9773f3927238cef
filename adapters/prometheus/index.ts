/** The door "bursar/prometheus": what a config imports. */
import type { SignalSource } from 'bursar/adapter';
import { type PrometheusSettings, type PrometheusSettingsInput, prometheusSettings } from './settings.ts';

/** Prometheus as a source of signals of a config; the settings are checked when the config is loaded. */
export function prometheus(settings: PrometheusSettingsInput): {
  readonly source: SignalSource;
  readonly settings: PrometheusSettingsInput;
} {
  const source: SignalSource<PrometheusSettings> = {
    name: settings.name ?? 'prometheus',
    title: 'Prometheus',
    settings: prometheusSettings,
    async connect(checked, context) {
      const { connectPrometheus } = await import('./connection.ts');
      return connectPrometheus(checked, context);
    },
  };
  return { source, settings };
}

export type { PrometheusSettings, PrometheusSettingsInput };
