import type { Resource, SeriesRequest, SeriesResult, Telemetry } from 'bursar/adapter';
import { instance } from 'bursar/adapter';
import { resourceOf } from 'bursar/testing';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import { createClientsOfScopes } from '../../../adapters/azure/clients-of-scopes.ts';
import { toCloudError } from '../../../adapters/azure/errors.ts';
import { createMachineTypeOf } from '../../../adapters/azure/machine-type-of.ts';
import { type AzureSettingsInput, azureSettings } from '../../../adapters/azure/settings.ts';
import { azureSignals } from '../../../adapters/azure/signals/index.ts';
import { createTelemetry } from '../../../adapters/azure/telemetry.ts';
import type { MonitorServer } from './monitor-server.ts';

export const hourMs = 3_600_000;
export const startAt = Date.parse('2026-11-01T00:00:00Z');
const subscription = '11111111-2222-3333-4444-555555555555';
export const scope = { provider: 'azure', account: subscription, region: 'westeurope' };
const machineTypeOf = createMachineTypeOf();

/** Telemetry of the test's own server, by the SDK's clients. */
export async function telemetryOf(
  { url, ca }: Pick<MonitorServer, 'url' | 'ca'>,
  now = startAt + 24 * hourMs,
  credential: AzureSettingsInput['credential'] = anyToken(),
): Promise<Telemetry> {
  const clients = await createClientsOfScopes(
    azureSettings.parse({
      endpoint: url,
      ca,
      credential,
      maxAttempts: 1,
    }),
    {
      logger: pino({ level: 'silent' }),
      clock: { now: () => Date.now() },
      random: () => 0.5,
      signal: new AbortController().signal,
    },
  );
  onTestFinished(() => clients.close());
  return createTelemetry({
    signals: azureSignals,
    clock: { now: () => now },
    machineTypeOf,
    clientsOf: (of) => clients.of(of),
    toCloudError,
  });
}

function anyToken() {
  const expiresOnTimestamp = Date.now() + hourMs;
  return { getToken: async () => ({ token: 'ours', expiresOnTimestamp }) };
}

/** An ARM id as Bursar writes it: `compute/virtualmachines/web-1`. */
export function idOf(rest: string): string {
  return `/subscriptions/${subscription}/resourcegroups/shop/providers/microsoft.${rest}`;
}

export function machine(name: string, attributes: object = {}): Resource {
  return resourceOf(instance, { id: idOf(`compute/virtualmachines/${name}`), scope, attributes });
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
  of = scope,
): Promise<SeriesResult[]> {
  const results: SeriesResult[] = [];
  for await (const result of telemetry.read(requests, of, AbortSignal.timeout(20_000))) results.push(result);
  return results;
}

/** The points of the one series that there is. */
export async function pointsOf(
  server: MonitorServer,
  one: SeriesRequest,
): Promise<readonly (number | undefined)[] | undefined> {
  const [result] = await readAll(await telemetryOf(server), [one]);
  if (result !== undefined && 'error' in result) throw result.error;
  return result?.series?.points;
}
