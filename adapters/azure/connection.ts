import type { AdapterContext, Connection } from 'bursar/adapter';
import { bound } from './bound-collector.ts';
import { checksOf } from './checks.ts';
import { createClientsOfScopes } from './clients-of-scopes.ts';
import { azureCollectors } from './collectors/index.ts';
import { toCloudError } from './errors.ts';
import { createKnownSubscriptions } from './known-subscriptions.ts';
import { createMachineTypeOf } from './machine-type-of.ts';
import { createAzurePrices } from './prices/index.ts';
import { scopesOf } from './scopes.ts';
import type { AzureSettings } from './settings.ts';
import { azureSignals } from './signals/index.ts';
import { createTelemetry } from './telemetry.ts';

/** Azure with its credentials at work. @throws {CloudError} where there is nothing to sign in with */
export async function connectAzure(settings: AzureSettings, context: AdapterContext): Promise<Connection> {
  const { clock, logger } = context;
  const clients = await createClientsOfScopes(settings, context);
  const known = createKnownSubscriptions(clients.tenant, clock);
  const clientsOf = (subscription: string) => clients.of({ account: subscription });
  return {
    provider: 'azure',
    scopes: (signal) => scopesOf(settings, clients, signal),
    collectors: azureCollectors(settings, { clock, clientsOf }).map((collector) =>
      bound(collector, { settings, clients, known, logger }),
    ),
    telemetry: createTelemetry({
      signals: azureSignals,
      clock,
      machineTypeOf: createMachineTypeOf(),
      clientsOf: (scope) => clients.of(scope),
      toCloudError,
    }),
    prices: createAzurePrices(),
    checks: (selection, signal) => checksOf(settings, clients, context, selection, signal),
    async close() {
      clients.close();
    },
  };
}
