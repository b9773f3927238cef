import { array, assert, asyncProperty, integer } from 'fast-check';
import { expect, test } from 'vitest';
import { type Page, PagingError, pagesOf } from '../../src/lib/paging.ts';

/** A list that answers with the given pages, the token of each being its number. */
function listOf<Item>(pages: readonly (readonly Item[])[]) {
  const asked: (string | undefined)[] = [];
  const fetchPage = (token: string | undefined): Promise<Page<Item>> => {
    asked.push(token);
    const index = token === undefined ? 0 : Number(token);
    const next = index + 1 < pages.length ? String(index + 1) : undefined;
    return Promise.resolve({ items: pages[index] ?? [], next });
  };
  return { asked, fetchPage };
}

test('every page comes once, in order, whatever is on it', async () => {
  await assert(
    asyncProperty(array(array(integer()), { minLength: 1 }), async (pages) => {
      const { asked, fetchPage } = listOf(pages);
      expect(await Array.fromAsync(pagesOf('numbers', fetchPage))).toEqual(pages);
      expect(asked).toEqual([undefined, ...pages.slice(1).map((_, index) => String(index + 1))]);
    }),
  );
});

test('an empty token ends the list as none does', async () => {
  const pages = pagesOf('numbers', () => Promise.resolve({ items: [1], next: '' }));
  expect(await Array.fromAsync(pages)).toEqual([[1]]);
});

test('the next page is fetched only once it is wanted', async () => {
  const { asked, fetchPage } = listOf([[1], [2], [3]]);
  for await (const page of pagesOf('numbers', fetchPage)) if (page.includes(2)) break;
  expect(asked).toEqual([undefined, '1']);
});

test('a token that comes again is an error, not a loop', async () => {
  const tokens = ['a', 'b', 'a'];
  const pages = pagesOf('DescribeVolumes', () => Promise.resolve({ items: [], next: tokens.shift() }));
  await expect(Array.fromAsync(pages)).rejects.toThrow(
    new PagingError('DescribeVolumes: the page token "a" came a second time'),
  );
});

test('a list without end is an error', async () => {
  let token = 0;
  const pages = pagesOf('endless', () => Promise.resolve({ items: [], next: String(token++) }), 5);
  await expect(Array.fromAsync(pages)).rejects.toThrow(new PagingError('endless: more than 5 pages'));
  expect(token).toBe(5);
});

test('as many pages as are allowed are no error', async () => {
  const { fetchPage } = listOf([[1], [2], [3]]);
  expect(await Array.fromAsync(pagesOf('numbers', fetchPage, 3))).toEqual([[1], [2], [3]]);
});

test('what fetching throws passes through', async () => {
  const pages = pagesOf('numbers', () => Promise.reject(new Error('denied')));
  await expect(Array.fromAsync(pages)).rejects.toThrow('denied');
});
