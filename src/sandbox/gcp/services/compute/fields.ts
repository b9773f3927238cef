import type { EpochMs } from '../../../../core/time.ts';
import type { Tag } from '../../../estate/tags.ts';
import { instantText } from '../../../instant-text.ts';
import { type FieldMask, masked } from '../../field-mask.ts';
import { invalidArgument } from '../../refusals.ts';

/** Writes a value as JSON; undefined: there is none. */
type Write<Model> = (model: Model) => string | undefined;

/** A field that has fields of its own. */
export interface Nested<Model> {
  /** How what a mask leaves of it is written. */
  writer(mask: FieldMask | true): Write<Model>;
}

/** What a field is, as JSON: the same of all, of each its own, or fields again. */
type FieldJson<Model> = string | Write<Model> | Nested<Model>;

/** The fields of a resource in the order in which they are told. */
export type FieldTable<Model> = readonly (readonly [name: string, json: FieldJson<Model>])[];

/**
 * How resources are written: as text put together of their fields, which is several times quicker than by way of an
 * object. What the mask leaves out is not even made.
 * @throws {GoogleError} for a mask with a field that there is not.
 */
export function writerOf<Model>(table: FieldTable<Model>, mask: FieldMask | true): (model: Model) => string {
  const wanted = mask === true ? table : maskedTable(table, mask);
  const same = wanted.flatMap(([name, json]) => (typeof json === 'string' ? [`"${name}":${json}`] : []));
  const own = wanted.flatMap(([name, json]) =>
    typeof json === 'string' ? [] : [{ first: `"${name}":`, start: `,"${name}":`, json: writeOf(json) }],
  );
  const beginning = `{${same.join(',')}`;
  return (model) => {
    let text = beginning;
    for (const { first, start, json } of own) {
      const value = json(model);
      if (value !== undefined) text += (text === '{' ? first : start) + value;
    }
    return `${text}}`;
  };
}

function maskedTable<Model>(table: FieldTable<Model>, mask: FieldMask): FieldTable<Model> {
  if (mask.fields.get('*') === true) return table;
  for (const name of mask.fields.keys())
    if (!table.some(([known]) => known === name))
      throw invalidArgument(`Invalid field selection ${name}`, 'invalidParameter');
  return table.flatMap(([name, json]): FieldTable<Model> => {
    const below = mask.fields.get(name);
    if (below === undefined) return [];
    if (below === true) return [[name, json]];
    const cut = (value: string): string => JSON.stringify(masked(JSON.parse(value), below));
    if (typeof json === 'string') return [[name, cut(json)]];
    if (typeof json === 'object') return [[name, json.writer(below)]];
    return [
      [
        name,
        (model) => {
          const value = json(model);
          return value && cut(value);
        },
      ],
    ];
  });
}

function writeOf<Model>(json: Write<Model> | Nested<Model>): Write<Model> {
  return typeof json === 'function' ? json : json.writer(true);
}

/** A field that is a list of things with fields; where it is empty there is no such field. */
export function listOf<Model, Item>(
  itemsOf: (model: Model) => readonly Item[],
  table: FieldTable<Item>,
): Nested<Model> {
  return {
    writer(mask) {
      const write = writerOf(table, mask);
      return (model) => {
        let text = '';
        for (const item of itemsOf(model)) text += (text === '' ? '[' : ',') + write(item);
        return text === '' ? undefined : `${text}]`;
      };
    },
  };
}

/** A field that is one thing with fields. */
export function objectOf<Model>(table: FieldTable<Model>): Nested<Model> {
  return { writer: (mask) => writerOf(table, mask) };
}

/** A text as JSON that has nothing to escape: names, numbers, addresses. */
export function plain(text: string): string {
  return `"${text}"`;
}

const pacificMs = 8 * 3_600_000;

/** An instant as Compute Engine tells it: by the clocks of its home. */
export function timeJson(at: EpochMs): string {
  return `"${instantText(at - pacificMs).slice(0, -1)}-08:00"`;
}

/** An instant that may be unknown. */
export function maybeTime(at: EpochMs | undefined): string | undefined {
  return at === undefined ? undefined : timeJson(at);
}

/** Labels as JSON; a resource without any has no such field. Nothing that may be in a label has to be escaped. */
export function labelsJson(labels: readonly Tag[]): string | undefined {
  if (labels.length === 0) return undefined;
  let text = '';
  for (const [name, value] of labels) text += `${text === '' ? '{' : ','}"${name}":"${value}"`;
  text += '}';
  // A single letter of another alphabet makes a page of two megabytes four, and slow to send.
  return beyondAscii.test(text) ? text.replace(eachBeyondAscii, escaped) : text;
}

const beyondAscii = /[\u0080-\uffff]/;
const eachBeyondAscii = /[\u0080-\uffff]/g;

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Under which everything of Compute Engine has its link. */
export const linkBase = 'https://www.googleapis.com/compute/v1/';
