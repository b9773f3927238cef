import { drawTags, type Tag, tagTruths } from '../../estate/tags.ts';
import type { Dice } from '../../seeded.ts';
import type { Project } from './place.ts';

const mostLength = 63;

/**
 * Labels as people leave them: some complete, some not. Google has them in lower case, without blanks and signs, so
 * that what is odd elsewhere comes out plain; letters of any language it takes.
 */
export function drawLabels(dice: Dice): Tag[] {
  const labels = new Map<string, string>();
  for (const [key, value] of drawTags(dice, undefined)) {
    const name = labelText(key).replace(/^[^\p{Ll}\p{Lo}]+/u, '');
    if (name !== '' && !labels.has(name)) labels.set(name, labelText(value));
  }
  return [...labels];
}

/** A text as it may stand in a label. */
export function labelText(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{N}_-]+/gu, '-')
    .slice(0, mostLength);
}

/** `['required-tags']` where the labels lack what the default rules demand, those of the project included. */
export function labelTruths(labels: readonly Tag[], project: Pick<Project, 'labels'>): readonly string[] {
  return tagTruths(labels, { tags: project.labels });
}
