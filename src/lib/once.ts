/** A function's result, made when it is first asked for and kept. */
export function once<Result>(make: () => Result): () => Result {
  let kept: { readonly result: Result } | undefined;
  return () => {
    kept ??= { result: make() };
    return kept.result;
  };
}
