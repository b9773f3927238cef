import type { Clock } from '../../core/time.ts';
import type { Estate } from './estate/estate.ts';

/** What a modelled service of Google's works on. */
export interface GcpContext {
  readonly estate: Estate;
  /** The sandbox's clock, which tests move. */
  readonly clock: Clock;
  /** Whether a permission is refused at the moment, in a project (or, without one, anywhere). */
  isDenied(permission: string, project: string | undefined): boolean;
}
