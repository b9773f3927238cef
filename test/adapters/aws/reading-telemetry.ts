import type { Resource, SeriesRequest, SeriesResult, Telemetry } from 'bursar/adapter';
import { instance } from 'bursar/adapter';
import { resourceOf } from 'bursar/testing';
import { toCloudError } from '../../../adapters/aws/errors.ts';
import { createMachineTypeOf } from '../../../adapters/aws/machine-type-of.ts';
import { awsSignals } from '../../../adapters/aws/signals/index.ts';
import { createTelemetry } from '../../../adapters/aws/telemetry.ts';
import { type AwsServer, testScope } from './aws-server.ts';

export const hourMs = 3_600_000;
export const startAt = Date.parse('2026-11-01T00:00:00Z');
export const scope = testScope();
const machineTypeOf = createMachineTypeOf();

export function telemetryOf(aws: AwsServer, clock = { now: () => 0 }): Telemetry {
  return createTelemetry({
    signals: awsSignals,
    clock,
    machineTypeOf,
    clientsOf: () => aws.clients(),
    toCloudError,
  });
}

export const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;
export const machine = (id: string, attributes: object = {}) =>
  resourceOf(instance, { id: arn('ec2', `instance/${id}`), scope, attributes });

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
  aws: AwsServer,
  one: SeriesRequest,
): Promise<readonly (number | undefined)[] | undefined> {
  const [result] = await readAll(telemetryOf(aws), [one]);
  if (result !== undefined && 'error' in result) throw result.error;
  return result?.series?.points;
}
