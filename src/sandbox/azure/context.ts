import type { Clock } from '../../core/time.ts';
import type { Estate } from './estate/estate.ts';

/** What a modelled Azure service works on. */
export interface AzureContext {
  readonly estate: Estate;
  /** The sandbox's clock, which tests move. */
  readonly clock: Clock;
  /** Whether somebody may not do something (`Microsoft.Compute`, `disks/read`) in a subscription. */
  isDenied(subscription: string, service: string, operation: string): boolean;
}
