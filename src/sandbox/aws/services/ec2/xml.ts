import type { EpochMs } from '../../../../core/time.ts';
import type { Tag } from '../../estate/tags.ts';
import { escapeXml } from '../../wire/xml.ts';

/** `<tagSet>…</tagSet>`; a resource without tags has none. */
export function tagSet(tags: readonly Tag[]): string {
  if (tags.length === 0) return '';
  let items = '';
  for (const [key, value] of tags)
    items += `<item><key>${escapeXml(key)}</key><value>${escapeXml(value)}</value></item>`;
  return `<tagSet>${items}</tagSet>`;
}

/** An instant as EC2 writes it: `2026-11-23T12:00:00.000Z`. */
export function instantText(at: EpochMs): string {
  return new Date(at).toISOString();
}
