import type { QueryResponse } from '@azure/arm-resourcegraph';
import { ProtocolError, pagesOf } from 'bursar/adapter';
import type { TenantClients } from './client.ts';
import { type GraphQuery, queryText } from './graph-query.ts';
import type { ArmRecord } from './record.ts';

/** Asks Resource Graph about the subscriptions of a pass. */
export interface GraphReader {
  /** The subscriptions that it is asked about, GUIDs. */
  readonly subscriptions: ReadonlySet<string>;
  /** The rows that answer a question, page by page, of all subscriptions one after the other. @throws {CloudError} */
  rows<Row extends ArmRecord>(query: GraphQuery): AsyncIterable<readonly Row[]>;
}

export interface GraphReaderOptions {
  readonly clients: TenantClients;
  /** GUIDs. */
  readonly subscriptions: readonly string[];
  readonly regions: readonly string[] | 'all';
  readonly signal: AbortSignal;
}

/** Resource Graph takes no more subscriptions than this with one question. */
const mostSubscriptions = 1_000;

const pageSize = 1_000;

/** A reader of Resource Graph. A question about nothing is not asked: without a list it would be about everything. */
export function createGraphReader({
  clients,
  subscriptions,
  regions,
  signal,
}: GraphReaderOptions): GraphReader {
  return {
    subscriptions: new Set(subscriptions),
    async *rows<Row extends ArmRecord>(query: GraphQuery) {
      const text = queryText(query, regions);
      for (let start = 0; start < subscriptions.length; start += mostSubscriptions) {
        const chunk = subscriptions.slice(start, start + mostSubscriptions);
        // What each row holds is up to the question, and checked when the row is read.
        yield* rowsOf(clients, text, chunk, query.above ?? false, signal) as AsyncIterable<readonly Row[]>;
      }
    },
  };
}

async function* rowsOf(
  clients: TenantClients,
  query: string,
  subscriptions: readonly string[],
  above: boolean,
  abortSignal: AbortSignal,
): AsyncGenerator<readonly unknown[], void, void> {
  const client = await clients.resourceGraph();
  let rows = 0;
  let least = Number.POSITIVE_INFINITY;
  yield* pagesOf('Resource Graph', async (skipToken) => {
    const options = {
      top: pageSize,
      resultFormat: 'objectArray' as const,
      ...(skipToken !== undefined && { skipToken }),
      ...(above && { authorizationScopeFilter: 'AtScopeAboveAndBelow' as const }),
    };
    const request = { query, subscriptions: [...subscriptions], options };
    const answer = await client.resources(request, { abortSignal });
    const items = itemsOf(answer);
    rows += items.length;
    // Between two pages resources come and go: what was there all the time has to have come.
    least = Math.min(least, answer.totalRecords);
    const next = answer.skipToken ?? undefined;
    if ((next === undefined || next === '') && (answer.resultTruncated === 'true' || rows < least))
      throw new ProtocolError(
        `Resource Graph gave ${rows} of ${answer.totalRecords} rows, and no way to the others`,
      );
    return { items, next };
  });
}

function itemsOf({ data }: QueryResponse): readonly unknown[] {
  if (!Array.isArray(data)) throw new ProtocolError('Resource Graph answers with something that is no list');
  return data;
}
