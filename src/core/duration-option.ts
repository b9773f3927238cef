import { z } from 'zod';
import { type Duration, isDuration } from './time.ts';

/** An option that takes a length of time such as `'14d'`. */
export function duration(): z.ZodType<Duration, Duration> {
  return z.custom<Duration>((value) => typeof value === 'string' && isDuration(value), {
    error: 'expected a duration such as "15m", "24h" or "14d"',
  });
}
