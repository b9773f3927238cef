import type { Asked, Piece } from '../asked.ts';
import type { CallOptions } from '../call-options.ts';
import { aggregatedPages, firstOf, listPages } from '../lists.ts';
import type { AggregatedListClient, ComputeClients, GlobalListClient } from '../sdk/compute.ts';

/** How many a page may have at most. */
const maxResults = 500;

type ClientsThat<Lists> = {
  [Name in keyof ComputeClients]: ComputeClients[Name] extends Lists ? Name : never;
}[keyof ComputeClients];

/** Everything of a kind in all zones and regions of a project. */
export async function* computeEverywhere(
  asked: Asked,
  name: ClientsThat<AggregatedListClient>,
  fields: string,
): AsyncGenerator<Piece, void, void> {
  const client: AggregatedListClient = await asked.clients.compute(name);
  const request = { project: asked.scope.account, maxResults };
  yield* aggregatedPages(asked, {
    what: `compute ${name}`,
    property: name,
    parameters: { returnPartialSuccess: 'true' },
    fields: `items/*/${name}(${fields}),items/*/warning,unreachables,warning,nextPageToken`,
    ask: (pageToken, options) =>
      firstOf(client.aggregatedListAsync({ ...request, ...paged(pageToken) }, options)),
  });
}

/** Everything of a kind that a project has once. */
export async function* computeGlobal(
  asked: Asked,
  name: ClientsThat<GlobalListClient>,
  fields: string,
): AsyncGenerator<Piece, void, void> {
  const client: GlobalListClient = await asked.clients.compute(name);
  const request = { project: asked.scope.account, maxResults };
  yield* listPages(asked, {
    what: `compute ${name}`,
    property: 'items',
    fields: `items(${fields}),warning,nextPageToken`,
    ask: (pageToken: string | undefined, options: CallOptions) =>
      firstOf(client.listAsync({ ...request, ...paged(pageToken) }, options)),
  });
}

function paged(pageToken: string | undefined): { readonly pageToken?: string } {
  return pageToken === undefined ? {} : { pageToken };
}
