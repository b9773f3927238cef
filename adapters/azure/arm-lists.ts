import { ProtocolError, pagesOf, UnsupportedError } from 'bursar/adapter';
import type { TenantClients } from './client.ts';
import { toCloudError } from './errors.ts';
import type { ArmRecord } from './record.ts';

/** A list of the SDK's, and what has to be known to page through it. */
interface SdkList {
  byPage(): AsyncIterator<{ readonly continuationToken?: string | undefined } | readonly unknown[]>;
}

/**
 * The pages of one of the SDK's lists, as Azure sent them: the SDK's own objects have another shape than Resource Graph's
 * rows and lack whatever their version does not know. The SDK still does all of the paging. A provider that the
 * subscription was never registered for has nothing there, and the lists of others are no worse for it.
 */
export async function* armPages<Row extends ArmRecord>(
  { ambient }: Pick<TenantClients, 'ambient'>,
  name: string,
  list: SdkList,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[], void, void> {
  const pages = list.byPage();
  yield* pagesOf(name, async () => {
    let body = '';
    const answered = (text: string): void => {
      body = text;
    };
    // What is sent within is sent under this signal and tells its answer here, on later pages too.
    const { value, done } = await nextOf(() => ambient.run({ signal, answered }, () => pages.next()));
    if (done === true) return { items: [], next: undefined };
    const next = 'continuationToken' in value ? value.continuationToken : undefined;
    // What each record holds is checked when it is read.
    return { items: itemsOf(name, body) as readonly Row[], next };
  });
}

async function nextOf<Item>(next: () => Promise<IteratorResult<Item>>): Promise<IteratorResult<Item>> {
  try {
    return await next();
  } catch (error) {
    if (toCloudError(error) instanceof UnsupportedError) return { done: true, value: undefined };
    throw error;
  }
}

function itemsOf(name: string, body: string): readonly unknown[] {
  const parsed: unknown = JSON.parse(body);
  const value = typeof parsed === 'object' && parsed !== null && 'value' in parsed ? parsed.value : undefined;
  if (!Array.isArray(value)) throw new ProtocolError(`${name} answers with something that is no list`);
  return value;
}
