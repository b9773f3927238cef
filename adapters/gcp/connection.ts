import {
  type AdapterContext,
  CloudError,
  type Collector,
  type Connection,
  type FailedScope,
  globalRegion,
  type Scope,
  type ScopePage,
} from 'bursar/adapter';
import type { Piece } from './asked.ts';
import { AssetLists } from './assets/asset-lists.ts';
import { checksOf } from './checks.ts';
import { ClientsOfProjects } from './clients-of-projects.ts';
import type { GcpCollector } from './collector.ts';
import { gcpCollectors } from './collectors/index.ts';
import { type ConnectionParts, isProject } from './connection-parts.ts';
import { toCloudError } from './errors.ts';
import { Hierarchy } from './hierarchy.ts';
import { createMachineTypeOf } from './machine-type-of.ts';
import { createGcpPrices } from './prices/index.ts';
import { scopesOf } from './scopes.ts';
import { type GcpSettings, inventoryOf, topOf } from './settings.ts';
import { gcpSignals } from './signals/index.ts';
import { createTelemetry } from './telemetry.ts';

/** Google Cloud with its credentials at work. */
export function connectGcp(settings: GcpSettings, context: AdapterContext): Connection {
  const clients = new ClientsOfProjects(settings, context);
  const hierarchy = new Hierarchy(context.clock);
  const { clock } = context;
  const parts = { settings, clients, hierarchy, clock };
  const collectors = gcpCollectors(settings, hierarchy, clock);
  return {
    provider: 'gcp',
    scopes: (signal) => scopesOf(settings, clients, hierarchy, signal),
    collectors: collectors.map((collector) => bind(collector, parts)),
    telemetry: createTelemetry({
      signals: gcpSignals,
      machineTypeOf: createMachineTypeOf(),
      clientsOf: (project) => clients.of(project),
      toCloudError,
    }),
    prices: createGcpPrices(),
    checks: (selection, signal) => checksOf(parts, selection, signal),
    // Sockets are Node's own, which do not keep it alive.
    close: async () => {},
  };
}

/** A collector of Google's as the port knows them: its clients found by the scope, its errors the port's. */
function bind(collector: GcpCollector, { settings, clients, hierarchy }: ConnectionParts): Collector {
  const { kind, level, permissions, ofAssets } = collector;
  const isWanted = regionFilter(settings, collector);
  const top = topOf(settings);
  const bound: Collector = {
    kind,
    reach: 'account',
    permissions,
    async *pages(scope, signal) {
      if (level === 'project' && !isProject(scope)) return;
      const asked = { clients: clients.of(scope.account), scope, signal };
      for await (const piece of mapErrors(collector.pages(asked))) {
        const wanted = isWanted.piece(piece, scope);
        if (wanted !== undefined) yield wanted;
      }
    },
    read: (raw, scope) => collector.read(raw, scope),
  };
  if (inventoryOf(settings) === 'services' || ofAssets === undefined) return bound;
  return {
    ...bound,
    async *pagesOfAll(scopes, signal) {
      const asked = new Map(scopes.map((scope) => [scope.account, scope]));
      // A folder or organization is asked about as a whole; projects that were named one after the other.
      const parents =
        top === undefined ? scopes.filter(isProject).map(({ account }) => `projects/${account}`) : [top];
      for (const parent of parents) {
        const payer = settings.quotaProject ?? parent.replace(/^projects\//, '');
        const assets = new AssetLists({
          clients: clients.of(payer),
          parent,
          signal,
          scopeOf: (container) => asked.get(hierarchy.scopeOf(container)?.account ?? ''),
        });
        try {
          for await (const page of mapErrors(ofAssets.pages(assets))) {
            if ('error' in page) yield page;
            else yield { scope: page.scope, records: isWanted.records(page.records, page.scope) };
          }
        } catch (error) {
          signal.throwIfAborted();
          const scope = asked.get(payer);
          if (top !== undefined || scope === undefined || !(error instanceof CloudError)) throw error;
          yield { scope, error };
        }
      }
    },
  };
}

interface RegionFilter {
  piece(piece: Piece, scope: Scope): Piece | undefined;
  records<Raw>(records: readonly Raw[], scope: Scope): readonly Raw[];
}

/** Leaves out what is in other regions than those that were chosen. */
function regionFilter({ regions }: GcpSettings, { read }: GcpCollector): RegionFilter {
  const chosen = regions && new Set([...regions, globalRegion]);
  // A multi-region, such as `eu`, is none of the regions that could have been chosen.
  const isChosen = (region: string): boolean =>
    chosen === undefined || chosen.has(region) || !/-/.test(region);
  const records = <Raw>(all: readonly Raw[], scope: Scope): readonly Raw[] =>
    chosen === undefined ? all : all.filter((raw) => isChosen(regionOf(raw, scope)));

  function regionOf(raw: unknown, scope: Scope): string {
    try {
      return read(raw, scope).scope.region;
    } catch {
      // What cannot be read is told as such, and not left out.
      return globalRegion;
    }
  }

  return {
    records,
    piece(piece, scope) {
      if (!('error' in piece)) return records(piece, scope);
      return isChosen(piece.scope.region) ? piece : undefined;
    },
  };
}

async function* mapErrors<Item extends Piece | ScopePage | FailedScope>(
  items: AsyncIterable<Item>,
): AsyncGenerator<Item, void, void> {
  try {
    yield* items;
  } catch (error) {
    throw toCloudError(error);
  }
}
