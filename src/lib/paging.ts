/** One page of a list, and the token of the next. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** A list that does not end, or that goes round in a circle. */
export class PagingError extends Error {
  override readonly name = 'PagingError';
}

const defaultMaximumPages = 100_000;

/**
 * Pages of a list, fetched one after the other until there is no token any more.
 * @throws {PagingError} on a token that was seen before, and beyond `maximumPages`.
 */
export async function* pagesOf<Item>(
  list: string,
  fetchPage: (token: string | undefined) => Promise<Page<Item>>,
  maximumPages: number = defaultMaximumPages,
): AsyncGenerator<readonly Item[], void, void> {
  const seen = new Set<string>();
  let token: string | undefined;
  for (let page = 0; page < maximumPages; page++) {
    const { items, next } = await fetchPage(token);
    yield items;
    if (next === undefined || next === '') return;
    if (seen.has(next))
      throw new PagingError(`${list}: the page token ${JSON.stringify(next)} came a second time`);
    seen.add(next);
    token = next;
  }
  throw new PagingError(`${list}: more than ${maximumPages} pages`);
}
