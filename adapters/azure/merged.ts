interface Next<Item> {
  readonly iterator: AsyncIterator<Item>;
  readonly result: IteratorResult<Item>;
}

/** The items of many lists as they come, of so many lists at a time. A list that throws ends all. */
export async function* merged<Item>(
  lists: readonly (() => AsyncIterable<Item>)[],
  atATime: number,
): AsyncGenerator<Item, void, void> {
  const waiting = lists.values();
  const under = new Map<AsyncIterator<Item>, Promise<Next<Item>>>();
  const advance = (iterator: AsyncIterator<Item>): void => {
    const next = iterator.next().then((result) => ({ iterator, result }));
    // It may fail while another one is awaited; whoever awaits it hears of it all the same.
    next.catch(() => {});
    under.set(iterator, next);
  };
  const start = (): void => {
    const { value: list } = waiting.next();
    if (list !== undefined) advance(list()[Symbol.asyncIterator]());
  };
  try {
    for (let started = 0; started < atATime; started++) start();
    while (under.size > 0) {
      const { iterator, result } = await Promise.race(under.values());
      if (result.done === true) {
        under.delete(iterator);
        start();
        continue;
      }
      yield result.value;
      advance(iterator);
    }
  } finally {
    for (const iterator of under.keys()) void iterator.return?.()?.then(undefined, () => {});
  }
}
