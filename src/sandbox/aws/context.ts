import type { Clock } from '../../core/time.ts';
import type { Estate } from './estate/estate.ts';

/** What a modelled AWS service works on. */
export interface AwsContext {
  readonly estate: Estate;
  /** The sandbox's clock, which tests move. */
  readonly clock: Clock;
}
