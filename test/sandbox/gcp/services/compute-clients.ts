import { createRequire } from 'node:module';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { optionsOf } from './support.ts';

/** What of a client of Compute Engine's SDK these tests use; its own typings are 33 MB. */
export interface ComputeClient {
  aggregatedListAsync(
    request: object,
  ): AsyncIterable<readonly [scope: string, scoped: Readonly<Record<string, unknown>>]>;
  list(
    request: object,
    options?: object,
  ): Promise<readonly [readonly Readonly<Record<string, unknown>>[], ...unknown[]]>;
  get(request: object): Promise<readonly [Readonly<Record<string, unknown>>, ...unknown[]]>;
  wait(request: object): Promise<readonly [Readonly<Record<string, unknown>>, ...unknown[]]>;
  getHealth(request: object): Promise<readonly [{ readonly healthStatus: readonly object[] }, ...unknown[]]>;
  close(): Promise<void>;
}

/** A method that changes something. */
export type Change = (
  request: object,
) => Promise<readonly [{ readonly latestResponse: Readonly<Record<string, unknown>> }, ...unknown[]]>;

const require = createRequire(import.meta.url);

/** One client of the SDK, from its own file: `instances_client`, `InstancesClient`. */
export function computeClient(
  sandbox: Sandbox,
  file: string,
  name: string,
): ComputeClient & Readonly<Record<'stop' | 'start' | 'delete' | 'setLabels' | 'setMachineType', Change>> {
  // The package's own file, which has the class of that name.
  const module = require(`@google-cloud/compute/build/src/v1/${file}.js`) as Readonly<
    Record<string, new (options: object) => ReturnType<typeof computeClient>>
  >;
  const Client = module[name];
  if (Client === undefined) throw new Error(`the SDK has no ${name}`);
  return new Client(optionsOf(sandbox));
}
