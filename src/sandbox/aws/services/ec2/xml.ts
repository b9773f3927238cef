import type { Tag } from '../../../estate/tags.ts';
import { escapeXml } from '../../wire/xml.ts';

/** `<tagSet>…</tagSet>`; a resource without tags has none. */
export function tagSet(tags: readonly Tag[]): string {
  if (tags.length === 0) return '';
  let items = '';
  for (const [key, value] of tags)
    items += `<item><key>${escapeXml(key)}</key><value>${escapeXml(value)}</value></item>`;
  return `<tagSet>${items}</tagSet>`;
}
