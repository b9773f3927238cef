import type { Saving } from './price.ts';

/** The resource is as the rule wants it. */
export interface Pass {
  readonly status: 'pass';
}

/** The rule cannot tell, and says what it would have needed. */
export interface Unknown {
  readonly status: 'unknown';
  readonly missing: string;
}

/** The resource is not as the rule wants it. */
export interface Flag<Id extends string = string, Data = FlagData, Parameters = unknown> {
  readonly status: 'flag';
  readonly message: Id;
  readonly data: Data;
  readonly saving: Saving | undefined;
  readonly parameters: Parameters;
}

/** What fills the placeholders of a message. */
export type FlagData = Readonly<Record<string, string | number>>;

export type Verdict = Pass | Unknown | Flag;

/** The message templates of a rule: `{{name}}` and `{{id}}` are the resource's own, the others come as data. */
export type Messages = Readonly<Record<string, string>>;

/** Names between double braces in a message template. */
type Placeholders<Template extends string> = Template extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The data that a message template asks for. */
export type DataOf<Template extends string> = {
  readonly [Name in Exclude<Placeholders<Template>, 'name' | 'id'>]: string | number;
};

/** The verdicts a rule may return: flags only with messages it declares and the data those ask for. */
export type VerdictOf<M extends Messages, Parameters> =
  | Pass
  | Unknown
  | { [Id in keyof M & string]: Flag<Id, DataOf<M[Id]>, Parameters> }[keyof M & string];

export const pass: Pass = Object.freeze({ status: 'pass' });

/** The rule cannot tell; `missing` names what it would have needed, as people would say it. */
export function unknown(missing: string): Unknown {
  return { status: 'unknown', missing };
}

/** Flags the resource with one of the rule's messages; a `saving` left undefined is an unknown saving. */
export function flag<const Id extends string, const Data extends FlagData, const Parameters = undefined>(
  message: Id,
  details: {
    readonly data: Data;
    readonly saving?: Saving | undefined;
    /** What the rule's action needs to know, e.g. the type to change to. */
    readonly parameters?: Parameters;
  },
): Flag<Id, Data, Parameters> {
  // Left out, `Parameters` is inferred as undefined, which is what the field then holds.
  const parameters = details.parameters as Parameters;
  return { status: 'flag', message, data: details.data, saving: details.saving, parameters };
}

/** The names between double braces in a message template. */
export function placeholdersOf(template: string): readonly string[] {
  return Array.from(template.matchAll(placeholder), ([, name = '']) => name);
}

const placeholder = /\{\{(\w+)\}\}/g;

/** A message with its placeholders filled; one without data stays visible as it is. */
export function renderMessage(template: string, data: FlagData): string {
  return template.replace(placeholder, (whole, name: string) => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    return value === undefined ? whole : String(value);
  });
}
