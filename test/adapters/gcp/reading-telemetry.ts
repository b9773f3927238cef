import type { Resource, SeriesRequest, SeriesResult, Telemetry } from 'bursar/adapter';
import { instance } from 'bursar/adapter';
import { resourceOf } from 'bursar/testing';
import { toCloudError } from '../../../adapters/gcp/errors.ts';
import { createMachineTypeOf } from '../../../adapters/gcp/machine-type-of.ts';
import { gcpSignals } from '../../../adapters/gcp/signals/index.ts';
import { createTelemetry } from '../../../adapters/gcp/telemetry.ts';
import type { Kept, MonitoringServer } from './monitoring-server.ts';

export const hourMs = 3_600_000;
export const startAt = Date.parse('2026-11-01T00:00:00Z');
export const project = 'acme-prod';
export const scope = { provider: 'gcp', account: project, region: 'global' };
export const regional = { ...scope, region: 'europe-west1' };
const machineTypeOf = createMachineTypeOf();

export function telemetryOf(monitoring: MonitoringServer): Telemetry {
  return createTelemetry({
    signals: gcpSignals,
    machineTypeOf,
    clientsOf: (id) => monitoring.clients(id),
    toCloudError,
  });
}

export function idOf(service: string, rest: string): string {
  return `//${service}.googleapis.com/projects/${project}/${rest}`;
}

export function machine(name: string, attributes: object = {}, zone = 'europe-west1-b') {
  return resourceOf(instance, {
    id: idOf('compute', `zones/${zone}/instances/${name}`),
    name,
    scope: regional,
    attributes: { type: 'n2-standard-4', ...attributes },
  });
}

/** A series of a machine, in its zone, of the hypervisor (by its name) or of an agent (by its number). */
export function kept(
  type: string,
  { name = '', id = `1${name}`, zone = 'europe-west1-b', ...metric }: Readonly<Record<string, string>>,
  value: Kept['value'],
  more: Partial<Kept> = {},
): Kept {
  const agent = type.startsWith('agent.');
  return {
    type,
    metric: agent ? metric : { instance_name: name, ...metric },
    resource: { project_id: project, instance_id: id, zone },
    value,
    ...more,
  };
}

export function request(
  resource: Resource,
  signal: string,
  more: Partial<SeriesRequest> = {},
): SeriesRequest {
  return {
    resource,
    signal,
    points: 'average',
    startAt,
    endAt: startAt + 4 * hourMs,
    stepMs: hourMs,
    ...more,
  };
}

export async function readAll(
  telemetry: Telemetry,
  requests: readonly SeriesRequest[],
): Promise<SeriesResult[]> {
  const results: SeriesResult[] = [];
  for await (const result of telemetry.read(requests, scope, AbortSignal.timeout(20_000)))
    results.push(result);
  return results;
}

/** The points of the one series that there is. */
export async function pointsOf(
  monitoring: MonitoringServer,
  one: SeriesRequest,
): Promise<readonly (number | undefined)[] | undefined> {
  const [result] = await readAll(telemetryOf(monitoring), [one]);
  if (result !== undefined && 'error' in result) throw result.error;
  return result?.series?.points;
}
