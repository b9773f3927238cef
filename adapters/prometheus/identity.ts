import { instance, isKind, type Resource } from 'bursar/adapter';
import { literal } from './promql.ts';
import type { Identifier } from './settings.ts';

/** The value by which series tell a resource, or undefined where it has none. */
export function valueOf(resource: Resource, { from, ignoreCase }: Identifier): string | undefined {
  const value = rawValueOf(resource, from);
  if (value === undefined || value === '') return undefined;
  return ignoreCase ? value.toLowerCase() : value;
}

function rawValueOf(resource: Resource, from: Identifier['from']): string | undefined {
  switch (from) {
    case 'id':
      return resource.id;
    case 'id-tail':
      return resource.id.slice(Math.max(resource.id.lastIndexOf('/'), resource.id.lastIndexOf(':')) + 1);
    case 'name':
      return resource.name;
    case 'private-ip':
      return isKind(resource, instance) ? resource.attributes.privateIp : undefined;
    default:
      return resource.tags?.[from.slice('tag:'.length)];
  }
}

/** An expression for the label's values that mean this one. */
export function expressionOf(value: string, { port, ignoreCase }: Identifier): string {
  const text = literal(value);
  const address = port && value.includes(':') ? `(\\[${text}\\]|${text})` : text;
  const whole = port ? `${address}(:[0-9]+)?` : address;
  return ignoreCase ? `(?i:${whole})` : whole;
}

/** The value that a series' label means, the way back from {@link expressionOf}. */
export function meantBy(label: string, { port, ignoreCase }: Identifier): string {
  const address = port ? withoutPort(label) : label;
  return ignoreCase ? address.toLowerCase() : address;
}

function withoutPort(address: string): string {
  const bracketed = /^\[(.*)\](?::\d+)?$/.exec(address);
  if (bracketed !== null) return bracketed[1] ?? '';
  // More than one colon is an IPv6 address without a port.
  return /^[^:]*:\d+$/.test(address) ? address.slice(0, address.indexOf(':')) : address;
}

/** Which values of a label mean more than one resource of the inventory. */
export class LookAlikes {
  readonly #identifiers: readonly Identifier[];
  readonly #seen: readonly Set<string>[];
  readonly #ambiguous: readonly Set<string>[];

  constructor(identifiers: readonly Identifier[]) {
    this.#identifiers = identifiers;
    this.#seen = identifiers.map(() => new Set());
    this.#ambiguous = identifiers.map(() => new Set());
  }

  add(resource: Resource): void {
    for (const [index, identifier] of this.#identifiers.entries()) {
      const value = valueOf(resource, identifier);
      if (value === undefined) continue;
      const seen = this.#seen[index];
      if (seen?.has(value)) this.#ambiguous[index]?.add(value);
      else seen?.add(value);
    }
  }

  has(identifier: Identifier, value: string): boolean {
    return this.#ambiguous[this.#identifiers.indexOf(identifier)]?.has(value) ?? false;
  }
}
