import type { ProviderEntry } from '../config/config.ts';

/** One cloud of the sandbox, as a config and other programs reach it. */
export interface DemoCloud {
  readonly url: string;
  /** How a config names it, where what {@link DemoCloud.environment} tells is set. */
  readonly provider: string;
  /** With its credentials, for this process. */
  entry(): Promise<ProviderEntry>;
  /** Variables for other programs; files that they name are written to the folder. */
  environment(folder: string): Promise<Readonly<Record<string, string>>>;
}

/** Nobody else calls the sandbox, so there is no caution to be had. */
export function withoutCaution<Service extends string>(
  services: readonly Service[],
): Readonly<Partial<Record<Service, number>>> {
  // The entries are exactly these services, which fromEntries cannot tell.
  return Object.fromEntries(services.map((service) => [service, 1_000])) as Partial<Record<Service, number>>;
}
