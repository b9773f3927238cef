/**
 * Runs something synchronous with the machine's clock and randomness out of reach, so that what depends on them fails
 * instead of passing by luck. `new Date(instant)` stays as it is.
 */
export function withoutClock<Result>(run: () => Result): Result {
  const { Date: realDate } = globalThis;
  const { random } = Math;
  globalThis.Date = new Proxy(realDate, {
    apply: refuseClock,
    construct: (target, parameters) =>
      parameters.length === 0 ? refuseClock() : Reflect.construct(target, parameters),
    get: (target, name) => (name === 'now' ? refuseClock : Reflect.get(target, name)),
  });
  Math.random = refuseRandom;
  try {
    return run();
  } finally {
    globalThis.Date = realDate;
    Math.random = random;
  }
}

function refuseClock(): never {
  throw new Error('a rule has no clock: judge by the `now` it is given');
}

function refuseRandom(): never {
  throw new Error('a rule draws no lots: the same resource always gets the same verdict');
}
