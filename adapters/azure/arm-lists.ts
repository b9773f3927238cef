import { ProtocolError, pagesOf, UnsupportedError } from 'bursar/adapter';
import { z } from 'zod';
import type { TenantClients } from './client.ts';
import { toCloudError } from './errors.ts';
import type { ArmRecord } from './record.ts';

/** A list of the SDK's. */
interface SdkList {
  byPage(): AsyncIterator<unknown>;
}

/**
 * The pages of one of the SDK's lists, as Azure sent them: the SDK's own objects have another shape than Resource Graph's
 * rows and lack whatever their version does not know. The SDK still does all of the paging, and sees nothing else. A
 * provider that the subscription was never registered for has nothing there, and the lists of others are no worse for it.
 */
export async function* armPages<Row extends ArmRecord>(
  { ambient }: Pick<TenantClients, 'ambient'>,
  name: string,
  sdkList: SdkList,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[], void, void> {
  const pages = sdkList.byPage();
  yield* pagesOf(name, async (promised) => {
    let list: AnsweredList | undefined;
    const answered = (text: string): string | undefined => {
      list = listIn(text);
      return list?.paging;
    };
    let refusal = '';
    const refused = (text: string): void => {
      refusal = text;
    };
    // What is sent within is sent under this signal and tells its answer here, on later pages too.
    const call = { signal, answered, refused };
    const { done } = await nextOf(
      () => ambient.run(call, () => pages.next()),
      () => refusal,
    );
    if (done === true) {
      if (promised !== undefined)
        throw new ProtocolError(`${name} has another page, and the SDK does not get it`);
      return { items: [], next: undefined };
    }
    if (list === undefined) throw new ProtocolError(`${name} answers with something that is no list`);
    // What each record holds is checked when it is read.
    return { items: list.items as readonly Row[], next: list.next };
  });
}

async function nextOf<Item>(
  next: () => Promise<IteratorResult<Item>>,
  refusal: () => string,
): Promise<IteratorResult<Item>> {
  try {
    return await next();
  } catch (error) {
    if (toCloudError(error) instanceof UnsupportedError) return { done: true, value: undefined };
    const told = refusalIn.safeParse(parsedJson(refusal())).data?.error.message;
    // Of a list, newer clients say no more than that a page was refused.
    if (error instanceof Error && told !== undefined) error.message = told;
    throw error;
  }
}

const refusalIn = z.object({ error: z.object({ message: z.string() }) });

interface AnsweredList {
  readonly items: readonly unknown[];
  /** Where the next page is, which not every client tells. */
  readonly next: string | undefined;
  /** The same answer without its items, as text. */
  readonly paging: string;
}

/** The list that an answer is; undefined for anything else, which is left to the SDK. */
function listIn(body: string): AnsweredList | undefined {
  const parsed = parsedJson(body);
  if (typeof parsed !== 'object' || parsed === null || !('value' in parsed) || !Array.isArray(parsed.value))
    return undefined;
  const next = 'nextLink' in parsed && typeof parsed.nextLink === 'string' ? parsed.nextLink : undefined;
  return { items: parsed.value, next, paging: JSON.stringify({ ...parsed, value: [] }) };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
