import type { z } from 'zod';
import type { Kind } from './kind.ts';

/** Something a rule may ask for, neutral of any cloud. How it is done is the adapters' business. */
export interface Action<Name extends string = string, K extends Kind = Kind, Parameters = unknown> {
  readonly name: Name;
  readonly summary: string;
  /** The kinds it can be asked for. */
  readonly kinds: readonly K[];
  /** Whether everything is as before once it is undone. What is not reversible is never automatic by default. */
  readonly reversible: boolean;
  readonly parameters: z.ZodType<Parameters>;
}

/** Declares an action; the type of its parameters comes from the schema. */
export function defineAction<const Name extends string, K extends Kind, Schema extends z.ZodType>(action: {
  readonly name: Name;
  readonly summary: string;
  readonly kinds: readonly K[];
  readonly reversible: boolean;
  readonly parameters: Schema;
}): Action<Name, K, z.output<Schema>> {
  // The schema's output is the parameters' type by construction, which ZodType's variance hides.
  return action as unknown as Action<Name, K, z.output<Schema>>;
}

/** The type of an action's parameters. */
export type ParametersOf<A extends Action> =
  A extends Action<string, Kind, infer Parameters> ? Parameters : never;
