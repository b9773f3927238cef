import type { Adapter } from '../core/adapter.ts';
import type { Pack } from '../core/pack.ts';
import type { SignalSource } from '../core/signal-source.ts';
import type { Retention } from '../store/store.ts';

/** A provider to govern: its adapter, and the settings for it as they were given. Made by `aws({ … })` and the like. */
export interface ProviderEntry {
  readonly adapter: Adapter;
  readonly settings: unknown;
}

/** A source of signals beside the clouds' own, and the settings for it. Made by `prometheus({ … })` and the like. */
export interface SignalSourceEntry {
  readonly source: SignalSource;
  readonly settings: unknown;
}

/** What `bursar.config.ts` says. */
export interface ConfigInput {
  readonly providers: readonly ProviderEntry[];
  /**
   * Sources of signals beside the clouds' own. They are asked first, in their order; what they do not know, the cloud is
   * asked for. Default: none.
   */
  readonly signals?: readonly SignalSourceEntry[];
  /** Which rules apply where; later packs and blocks win. Default: the rules that come with Bursar, reporting only. */
  readonly packs?: readonly Pack[];
  /** When passes are made, as a cron expression. Default: every six hours. */
  readonly schedule?: string;
  /** IANA time zone of the schedule. Default: UTC. */
  readonly timezone?: string;
  /** Where the store is kept, relative to the config's folder. Default: `.bursar`. */
  readonly dataDir?: string;
  /** How long things are kept after their last use. Default: 90 days, gone resources 30, resolved findings 180. */
  readonly retention?: Partial<Retention>;
  /** How many lists of a provider are read at a time, over all its scopes. Default: 8. */
  readonly concurrency?: number;
}

/** A config that was checked, with its defaults filled in. */
export interface Config {
  readonly providers: readonly ProviderEntry[];
  readonly signals: readonly SignalSourceEntry[];
  readonly packs: readonly Pack[];
  readonly schedule: string;
  readonly timezone: string;
  /** Absolute. */
  readonly dataDir: string;
  readonly retention: Retention;
  readonly concurrency: number;
}

/** Types what `bursar.config.ts` exports as its default; it is checked when it is loaded. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
