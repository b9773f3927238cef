import { type AdapterContext, type Collector, type Connection, type Scope } from 'bursar/adapter';
import { checksOf } from './checks.ts';
import { ClientsOfScopes } from './clients-of-scopes.ts';
import type { AwsCollector } from './collector.ts';
import { awsCollectors } from './collectors/index.ts';
import { toCloudError } from './errors.ts';
import { createMachineTypeOf } from './machine-type-of.ts';
import { unsupportedIfMissing } from './missing-service.ts';
import { createAwsPrices } from './prices/index.ts';
import { scopesOf } from './scopes.ts';
import type { AwsSettings } from './settings.ts';
import { awsSignals } from './signals/index.ts';
import { createTelemetry } from './telemetry.ts';

/** AWS with its credentials at work. */
export function connectAws(settings: AwsSettings, context: AdapterContext): Connection {
  const clients = new ClientsOfScopes(settings, context);
  const { clock } = context;
  return {
    provider: 'aws',
    scopes: (signal) => scopesOf(settings, clients, context, signal),
    collectors: awsCollectors(settings, clock).map((collector) => bind(collector, clients)),
    telemetry: createTelemetry({
      signals: awsSignals,
      clock,
      machineTypeOf: createMachineTypeOf(),
      clientsOf: (scope) => clients.of(scope),
      toCloudError,
    }),
    prices: createAwsPrices(),
    checks: (selection, signal) => checksOf(settings, clients, context, selection, signal),
    async close() {
      clients.close();
    },
  };
}

/** A collector of AWS as the port knows them: its clients found by the scope, its errors the port's. */
function bind(collector: AwsCollector, clients: ClientsOfScopes): Collector {
  return {
    kind: collector.kind,
    reach: collector.reach,
    permissions: collector.permissions,
    pages: (scope: Scope, signal: AbortSignal) =>
      mapErrors(collector.pages(clients.of(scope), scope, signal), scope.region),
    read: (raw, scope) => collector.read(raw, scope),
  };
}

async function* mapErrors<Item>(
  items: AsyncIterable<Item>,
  region: string,
): AsyncGenerator<Item, void, void> {
  try {
    yield* items;
  } catch (error) {
    throw toCloudError(await unsupportedIfMissing(error, region));
  }
}
