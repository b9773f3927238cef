import type { SeriesRequest, SeriesResult } from '../core/adapter.ts';
import type { SignalConnection, SignalReader } from '../core/signal-source.ts';
import type { InventoryStore } from '../store/store.ts';

/** A source beside the clouds' own, as one pass asks it. */
export interface PassSource {
  readonly name: string;
  supports(signal: string, kind: string): boolean;
  read(requests: readonly SeriesRequest[], signal: AbortSignal): AsyncIterable<SeriesResult>;
}

/** Resources shown to a source at a time. */
const chunkSize = 1_000;

/** The configured sources for one pass; each is shown the inventory when it is first asked. */
export function sourcesOfPass(
  connections: readonly SignalConnection[],
  inventory: Pick<InventoryStore, 'present'>,
): readonly PassSource[] {
  return connections.map((connection) => {
    const { name, offers } = connection;
    const kindsBySignal = new Map(offers.map(({ signal, kinds }) => [signal, new Set(kinds)]));
    const kinds = [...new Set(offers.flatMap((offer) => offer.kinds))];
    let reader: Promise<SignalReader> | undefined;
    return {
      name,
      supports: (signal, kind) => kindsBySignal.get(signal)?.has(kind) ?? false,
      async *read(requests, signal) {
        reader ??= connection.prepare(inventory.present(kinds, chunkSize), signal);
        yield* (await reader).read(requests, signal);
      },
    };
  });
}
