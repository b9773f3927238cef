import {
  type Adapter,
  account,
  type Check,
  CloudError,
  type Connection,
  type FailedScope,
  globalRegion,
  gpuUtilization,
  hoursPerMonth,
  instance,
  isKind,
  type Scope,
  timesMoney,
  usd,
} from 'bursar/adapter';
import { z } from 'zod';
import { leaseCollector, machineCollector, teamCollector } from './collectors.ts';
import { inPortsWords, withRetries } from './errors.ts';
import { lease } from './kinds.ts';
import type { LessorClient } from './lessor.ts';
import { lessorTelemetry } from './telemetry.ts';

const settings = z.strictObject({
  /** How to reach the lessor; a company would take an address and a reference to a token here. */
  client: z.custom<LessorClient>((value) => typeof value === 'object' && value !== null, 'expected a client'),
  /** US dollars per hour by model, as the contract has them: `{ H100: '19.00' }`. */
  hourlyUsd: z.record(z.string(), z.string().regex(/^\d+(?:\.\d+)?$/)).default({}),
  asOf: z.iso.date().default('2026-01-01'),
});

type Settings = z.output<typeof settings>;

/** A lessor of GPU machines as a provider, beside the clouds. */
export const lessorAdapter: Adapter<Settings> = {
  provider: 'gpu-lessor',
  title: 'GPU lessor',
  settings,
  kinds: [lease],
  collectors: [
    { kind: account, reach: 'account', permissions: ['teams.read'] },
    { kind: instance, reach: 'account', permissions: ['machines.read'] },
    { kind: lease, reach: 'account', permissions: ['leases.read'] },
  ],
  signals: [{ signal: gpuUtilization, kinds: [instance], permissions: ['meters.read'] }],
  permissions(_settings, { kinds, signals }) {
    const rights = [
      'teams.read',
      ...(kinds.has(instance.name) ? ['machines.read'] : []),
      ...(kinds.has(lease.name) ? ['leases.read'] : []),
      ...(signals.has(gpuUtilization.signal) ? ['meters.read'] : []),
    ];
    return {
      title: 'GPU lessor: the rights of a token',
      usage: "Tick these when you make Bursar's token.",
      document: { rights },
    };
  },
  async connect(given) {
    return connectLessor(given);
  },
};

/** As a config names it: `providers: [lessor({ client })]`. */
export function lessor(given: z.input<typeof settings>): {
  readonly adapter: Adapter;
  readonly settings: unknown;
} {
  return { adapter: lessorAdapter, settings: given };
}

function connectLessor({ client, hourlyUsd, asOf }: Settings): Connection {
  return {
    provider: 'gpu-lessor',
    scopes: (signal) => teams(client, signal),
    collectors: [teamCollector(), machineCollector(client), leaseCollector(client)],
    telemetry: lessorTelemetry(client),
    prices: {
      quote(resource) {
        if (!isKind(resource, instance)) return undefined;
        const hourly = hourlyUsd[resource.attributes.type];
        if (hourly === undefined) return undefined;
        // Leased machines cost the same switched off: that is what a lease is.
        const monthly = timesMoney(usd(hourly), hoursPerMonth);
        return {
          monthly,
          quality: 'cached',
          asOf,
          basis: `${resource.attributes.type}, as the contract has it`,
        };
      },
    },
    async *checks(_selection, signal): AsyncGenerator<Check> {
      const listed = await client.teams(signal);
      yield { title: 'GPU lessor', status: 'ok', detail: `${listed.length} teams` };
    },
    async close() {},
  };
}

async function* teams(
  client: LessorClient,
  signal: AbortSignal,
): AsyncGenerator<Scope | FailedScope, void, void> {
  const everyTeam = { provider: 'gpu-lessor', account: '*', region: globalRegion };
  try {
    const listed = await withRetries(() => client.teams(signal));
    yield* listed.map((team) => ({ ...everyTeam, account: team }));
  } catch (error) {
    const mapped = inPortsWords(error);
    if (!(mapped instanceof CloudError)) throw mapped;
    yield { scope: everyTeam, error: mapped };
  }
}
