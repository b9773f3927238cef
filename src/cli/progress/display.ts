import type { PassObserver } from '../../core/observer.ts';

/** A display of a pass that is under way. */
export interface Progress {
  readonly observer: PassObserver;
  /** Ends the display; a second call does nothing. */
  finish(this: void): void;
}
