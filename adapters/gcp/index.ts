/** The door "bursar/gcp": what a config imports. */
export { type GcpSettings, type GcpSettingsInput, gcpSettings } from './settings.ts';
