import type { Client } from '@azure-rest/core-client';
import { ProtocolError, pagesOf } from 'bursar/adapter';
import { z } from 'zod';

const list = z.object({
  value: z.array(z.unknown()),
  nextLink: z.string().nullish(),
  '@odata.nextLink': z.string().nullish(),
});

/** A list that no client of the SDK's has. */
export interface RestList {
  /** `/v1.0/servicePrincipals` */
  readonly path: string;
  /** What is asked with the first page; the others' addresses have it already. */
  readonly query: Readonly<Record<string, string | number>>;
}

/** The pages of a list of Resource Manager's or Microsoft Graph's. */
export async function* restPages<Row>(
  client: Client,
  { path, query }: RestList,
  abortSignal: AbortSignal,
): AsyncGenerator<readonly Row[], void, void> {
  const { createRestError } = await import('@azure-rest/core-client');
  yield* pagesOf(path, async (next) => {
    const queryParameters = next === undefined ? query : {};
    const answer = await client.pathUnchecked(next ?? path).get({ abortSignal, queryParameters });
    if (answer.status !== '200') throw createRestError(answer);
    const page = list.safeParse(answer.body);
    if (!page.success) throw new ProtocolError(`${path} answers with something that is no list`);
    // What each record holds is checked when it is read.
    const items = page.data.value as readonly Row[];
    return { items, next: page.data.nextLink ?? page.data['@odata.nextLink'] ?? undefined };
  });
}
