import type { z } from 'zod';

/**
 * A neutral type of resource, as a value: rules are typed by it and every collected resource is checked by it.
 * Attributes are plain data (numbers, texts, booleans, lists, records; instants as {@link EpochMs}).
 */
export interface Kind<Name extends string = string, Attributes = unknown> {
  readonly name: Name;
  readonly plural: string;
  readonly summary: string;
  readonly attributes: z.ZodType<Attributes>;
  /** Ids of the resources that one of this kind refers to, e.g. an image's snapshots. */
  references?(attributes: Attributes): readonly string[];
}

/** Declares a kind; its attributes' type comes from the schema. */
export function defineKind<const Name extends string, Schema extends z.ZodType>(kind: {
  readonly name: Name;
  readonly plural: string;
  readonly summary: string;
  readonly attributes: Schema;
  references?(attributes: z.output<Schema>): readonly string[];
}): Kind<Name, z.output<Schema>> {
  // The schema's output is the attributes' type by construction, which ZodType's variance hides.
  return kind as unknown as Kind<Name, z.output<Schema>>;
}

/** The type of a kind's attributes. */
export type AttributesOf<K extends Kind> = K extends Kind<string, infer Attributes> ? Attributes : never;
