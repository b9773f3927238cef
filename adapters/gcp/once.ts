/** Makes its value once, however often and at the same time it is asked for; one that failed is made anew. */
export function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** Makes a value for each key once. */
export function onceForEach<Key, Value>(make: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const made = new Map<Key, () => Promise<Value>>();
  return (key) => {
    const value = made.get(key) ?? once(() => make(key));
    made.set(key, value);
    return value();
  };
}
