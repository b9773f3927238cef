import type { Resource } from 'bursar/adapter';

/** A machine as the hypervisor's metrics know it. */
export interface MachineName {
  readonly zone: string;
  readonly name: string;
}

/** The machine of an instance, or the one that a notebook is; both have its zone and its name in their id. */
export function machineNameOf({ id }: Pick<Resource, 'id'>): MachineName | undefined {
  const [, zone, name] = /\/(?:zones|locations)\/([^/]+)\/instances\/([^/]+)$/.exec(id) ?? [];
  return zone === undefined || name === undefined ? undefined : { zone, name };
}
