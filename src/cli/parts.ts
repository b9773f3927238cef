import type { Logger } from 'pino';
import type { Config, ProviderEntry } from '../config/config.ts';
import type { Kind } from '../core/kind.ts';
import type { Pack } from '../core/pack.ts';
import type { ExplainView, Report, ReportOptions } from '../core/report.ts';
import type { Signal } from '../core/signal.ts';
import type { Clock } from '../core/time.ts';
import type { OwnPackage } from '../lib/package-root.ts';
import type { Store } from '../store/store.ts';

/** The concrete parts that the composition root chooses; each is loaded when it is first asked for. */
export interface Parts {
  defaultPacks(): Promise<readonly Pack[]>;
  /** What commands speak of where there is no config. */
  defaultProviders(): Promise<readonly ProviderEntry[]>;
  /** The reports by id; `findings` lists findings alone. */
  reports(): Promise<ReadonlyMap<string, Report>>;
  explainReport(): Promise<(view: ExplainView, options: ReportOptions) => AsyncIterable<string>>;
  signals(): Promise<ReadonlyMap<string, Signal>>;
  /** `ownKinds` are those that the providers alone have. */
  openStore(dataDir: string, ownKinds?: readonly Kind[]): Promise<Store>;
  /** The clouds that a sandbox can have, by the names of their providers. */
  readonly sandboxClouds: readonly string[];
  startSandbox(options: SandboxOptions): Promise<RunningSandbox>;
  createLogger(level: string): Promise<Logger>;
}

/** The estate that the sandbox makes up. */
export interface EstateOptions {
  readonly seed: number;
  /** Number of resources, over all clouds. */
  readonly size: number;
  /** Which of the sandbox's clouds. */
  readonly clouds: readonly string[];
}

/** The estate that the sandbox serves, and where. */
export interface SandboxOptions extends EstateOptions {
  /** 0 for any that is free. */
  readonly port: number;
}

export interface RunningSandbox {
  /** Where each cloud is served. */
  readonly urls: Readonly<Record<string, string>>;
  /** A config that points at it, with its credentials. */
  config(dataDir: string): Promise<Config>;
  /** Variables that let other programs use it; files that they name are written to a folder. */
  environment(folder: string): Promise<Readonly<Record<string, string>>>;
  /** How a config names its clouds, line by line. */
  readonly providers: readonly string[];
  /** The ground truth, as JSON lines. */
  truth(): Iterable<string>;
  close(): Promise<void>;
}

/** What a command is given of the world. */
export interface CliContext {
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly clock: Clock;
  readonly own: OwnPackage;
  readonly parts: Parts;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
}

/** As much of a Node stream as commands use. */
export type OutputStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** Options that every command takes. */
export interface CommonOptions {
  readonly config?: string;
  readonly logLevel?: string;
}
