import { globalRegion, type Scope } from 'bursar/adapter';
import { type ArmRecord, type Maybe, required } from './record.ts';

/** An ARM id as Bursar writes it: Azure takes any case, and its services disagree on it. */
export function armId(id: Maybe<string>): string | undefined {
  return id === undefined || id === null || id === '' ? undefined : id.toLowerCase();
}

/** The id of a record. @throws where it has none. */
export function idOf({ id }: ArmRecord): string {
  return required(armId(id), 'id');
}

/** The ids among these that are there, as Bursar writes them. */
export function armIds(ids: Iterable<Maybe<string>>): string[] {
  const told: string[] = [];
  for (const id of ids) if (id) told.push(id.toLowerCase());
  return told;
}

const subscriptionPrefix = '/subscriptions/';
const guidLength = 36;

/** The subscription that an id is of, lower case; undefined for what is above subscriptions. */
export function subscriptionOf(id: Maybe<string>): string | undefined {
  if (id === undefined || id === null) return undefined;
  const start = subscriptionPrefix.length;
  if (id.slice(0, start).toLowerCase() !== subscriptionPrefix) return undefined;
  const end = start + guidLength;
  const isWhole = id.length === end || id[end] === '/';
  return isWhole ? id.slice(start, end).toLowerCase() : undefined;
}

/** The name that follows a type's name in an id: `segmentOf('/…/servers/a/databases/b', 'servers')` is `a`. */
export function segmentOf(id: string, type: string): string | undefined {
  const parts = id.split('/');
  const at = parts.findIndex((part) => part.toLowerCase() === type.toLowerCase());
  return at < 0 ? undefined : parts[at + 1];
}

/** The id of what contains a resource: the id less its last type and name. */
export function parentOf(id: string): string {
  return id.split('/').slice(0, -2).join('/');
}

/** The resource group that an id is in, as it is spelled there. */
export function groupOf(id: string): string {
  return required(segmentOf(id, 'resourceGroups'), 'the resource group');
}

/** A region as Bursar writes it: some services send its title, `West Europe`. */
export function regionOf(location: Maybe<string>): string {
  if (!location) return globalRegion;
  const region = location.toLowerCase();
  return region.includes(' ') ? region.replaceAll(' ', '') : region;
}

/** Where a record is: its account's scope with its own region. */
export function scopeIn(scope: Scope, { location }: ArmRecord): Scope {
  return { ...scope, region: regionOf(location) };
}

/** A zone as Bursar writes it: Azure numbers them within each region. */
export function zoneOf(location: Maybe<string>, zones: Maybe<readonly string[]>): string | undefined {
  const [zone] = zones ?? [];
  return zone === undefined ? undefined : `${regionOf(location)}-${zone}`;
}
