import type { EpochMs } from '../../../core/time.ts';
import type { Tag } from '../../estate/tags.ts';

/** JSON texts by name. */
export type Texts = Readonly<Record<string, string>>;

/** A resource as Azure tells of it: what Resource Manager and Resource Graph each write in their own form. */
export interface ArmDocument {
  readonly id: string;
  readonly name: string;
  /** As Azure spells it. */
  readonly type: string;
  /** Name of its resource group; absent of what is in none. */
  readonly group?: string | undefined;
  readonly location?: string | undefined;
  /** Absent of what can have none. */
  readonly tags?: readonly Tag[] | undefined;
  readonly kind?: string | undefined;
  readonly managedBy?: string | undefined;
  readonly zones?: readonly string[] | undefined;
  /** JSON. */
  readonly sku?: string | undefined;
  /** JSON. */
  readonly identity?: string | undefined;
  readonly properties: Texts;
  readonly createdAt?: EpochMs | undefined;
  /** Whether its provider tells who made it, and when. */
  readonly hasSystemData?: boolean | undefined;
}

/** An instant as Azure writes it. */
export function instantText(at: EpochMs): string {
  const seconds = Math.floor(at / 1_000);
  const day = Math.floor(seconds / secondsPerDay);
  const second = seconds - day * secondsPerDay;
  const hours = digits[Math.floor(second / 3_600)] ?? '';
  const minutes = digits[Math.floor(second / 60) % 60] ?? '';
  return `"${dateText(day)}T${hours}:${minutes}:${digits[second % 60] ?? ''}.0000000+00:00"`;
}

const secondsPerDay = 86_400;
const digits: readonly string[] = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));

/** A day, counted since 1970, by the calendar: reckoned in years that begin in March, whose leap day is the last. */
function dateText(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  const date = ofYear - Math.floor((153 * month + 2) / 5) + 1;
  const isNextYear = month >= 10;
  return `${year + era * 400 + (isNextYear ? 1 : 0)}-${digits[isNextYear ? month - 9 : month + 3] ?? ''}-${digits[date] ?? ''}`;
}

/** A text that needs no escaping, as JSON. */
export function quoted(text: string): string {
  return `"${text}"`;
}

/** What names another resource, as JSON. */
export function reference(id: string): string {
  return `{"id":"${id}"}`;
}

/** Each member of an object as JSON; those that are undefined are left out. */
export function textsOf(members: Readonly<Record<string, unknown>>): Texts {
  const texts: Record<string, string> = {};
  for (const name in members) if (members[name] !== undefined) texts[name] = JSON.stringify(members[name]);
  return texts;
}

/** Texts as one object. */
export function objectText(texts: Texts): string {
  let text = '';
  for (const name in texts)
    text += text === '' ? `{"${name}":${texts[name] ?? 'null'}` : `,"${name}":${texts[name] ?? 'null'}`;
  return text === '' ? '{}' : `${text}}`;
}

const plain = /^[\w .@/:=+-]*$/;

const beyondAscii = /[\u0080-\uffff]/g;

/** Any text as JSON, all of it ASCII: a page is then made of one-byte texts, which is several times quicker. */
function asciiText(text: string): string {
  if (plain.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(
    beyondAscii,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function tagsText(tags: readonly Tag[]): string {
  let text = '';
  for (const [key, value] of tags) {
    const member = `${asciiText(key)}:${asciiText(value)}`;
    text += text === '' ? member : `,${member}`;
  }
  return `{${text}}`;
}

export function zonesText(zones: readonly string[]): string {
  return zones.length === 1 ? `["${zones[0] ?? ''}"]` : JSON.stringify(zones);
}

/** Who made it, and when; where its provider tells. */
export function systemDataText({ createdAt, hasSystemData }: ArmDocument): string | undefined {
  if (hasSystemData !== true || createdAt === undefined) return undefined;
  const at = instantText(createdAt);
  return `{"createdBy":"deploy@acme.example","createdByType":"User","createdAt":${at},"lastModifiedAt":${at}}`;
}

/** A resource as Resource Manager writes it. */
export function armText(document: ArmDocument): string {
  const { id, name, type, location, tags, kind, managedBy, zones, sku, identity, properties } = document;
  const systemData = systemDataText(document);
  return (
    `{"name":"${name}","id":"${id}","type":"${type}"` +
    (location === undefined ? '' : `,"location":"${location}"`) +
    (tags === undefined || tags.length === 0 ? '' : `,"tags":${tagsText(tags)}`) +
    (kind === undefined ? '' : `,"kind":"${kind}"`) +
    (managedBy === undefined ? '' : `,"managedBy":"${managedBy}"`) +
    (zones === undefined || zones.length === 0 ? '' : `,"zones":${zonesText(zones)}`) +
    (sku === undefined ? '' : `,"sku":${sku}`) +
    (identity === undefined ? '' : `,"identity":${identity}`) +
    (systemData === undefined ? '' : `,"systemData":${systemData}`) +
    `,"properties":${objectText(properties)}}`
  );
}
