import type { Session } from './session.ts';
import type { AdapterTrial, Trouble } from './trial.ts';

/** One thing that every adapter must do. */
export interface AdapterCheck {
  readonly title: string;
  /** The trouble that it takes; where a provider cannot have it, the check is skipped. */
  readonly trouble?: Trouble;
  /** @throws {AssertionError} where it does not hold. */
  check(session: Session, trial: AdapterTrial): Promise<void>;
}
