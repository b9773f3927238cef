import type { Report, RunView } from 'bursar/report';
import {
  findingDocument,
  inventoryDocument,
  planDocument,
  runDocument,
  savingsDocument,
  scopeDocument,
  signalFailureDocument,
  unknownDocument,
  unreadableDocument,
} from './json/documents.ts';
import { inChunks } from './shared/chunks.ts';

/** A run as one JSON document, {@link ./json-schema.ts}, each item of a list on a line of its own. */
export const jsonReport: Report = {
  id: 'json',
  mediaType: 'application/json',
  render: (view) => inChunks(pieces(view)),
};

async function* pieces(view: RunView): AsyncGenerator<string, void, void> {
  yield `{"run":${JSON.stringify(runDocument(view.run))}`;
  yield* list('scopes', view.scopes, scopeDocument);
  yield `,\n"inventory":${JSON.stringify(inventoryDocument(view.inventory))}`;
  yield* list('findings', view.findings(), findingDocument);
  yield* list('unknown', view.unknown(), unknownDocument);
  yield `,\n"plan":${JSON.stringify(planDocument(view.plan))}`;
  yield `,\n"savings":${JSON.stringify(savingsDocument(view.savings))}`;
  yield* list('ruleFailures', view.ruleFailures, (failure) => failure);
  yield* list('signalFailures', view.signalFailures, signalFailureDocument);
  yield* list('unreadable', view.unreadable(), unreadableDocument);
  yield '}\n';
}

async function* list<Item>(
  name: string,
  items: Iterable<Item> | AsyncIterable<Item>,
  document: (item: Item) => unknown,
): AsyncGenerator<string, void, void> {
  yield `,\n"${name}":[`;
  let separator = '\n';
  for await (const item of items) {
    yield separator + JSON.stringify(document(item));
    separator = ',\n';
  }
  yield ']';
}
