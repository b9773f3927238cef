import { type Client, createRestError } from '@azure-rest/core-client';
import { pagesOf, ProtocolError } from 'bursar/adapter';
import { z } from 'zod';

const list = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() });

/** The pages of a list of Microsoft Graph's, such as `/v1.0/servicePrincipals`. */
export async function* graphPages<Row>(
  client: Client,
  path: string,
  select: readonly string[],
  abortSignal: AbortSignal,
): AsyncGenerator<readonly Row[], void, void> {
  yield* pagesOf(`Microsoft Graph ${path}`, async (next) => {
    const answer =
      next === undefined
        ? await client
            .pathUnchecked(path)
            .get({ abortSignal, queryParameters: { $select: select.join(','), $top: 999 } })
        : await client.pathUnchecked(next).get({ abortSignal });
    if (answer.status !== '200') throw createRestError(answer);
    const page = list.safeParse(answer.body);
    if (!page.success) throw new ProtocolError(`Microsoft Graph answers ${path} with something that is no list`);
    // What each record holds is checked when it is read.
    return { items: page.data.value as readonly Row[], next: page.data['@odata.nextLink'] };
  });
}
