import { type Tag, tagTruths } from '../../estate/tags.ts';
import type { Dice, Weighted } from '../../seeded.ts';
import type { Project } from './place.ts';

const completeness: readonly Weighted<{ readonly owner: boolean; readonly env: boolean | 'wrong' }>[] = [
  [64, { owner: true, env: true }],
  [12, { owner: false, env: true }],
  [11, { owner: true, env: false }],
  [9, { owner: false, env: false }],
  [4, { owner: true, env: 'wrong' }],
];

/** Neither an address nor a name with a blank can be a label's value. */
const owners = [
  'platform',
  'payments',
  'growth',
  'data-engineering',
  'ml-research',
  'site-reliability',
  'storefront',
  'jana-kowalski',
  'diego_acme_example',
] as const;

const environments: readonly Weighted<string>[] = [
  [37, 'prod'],
  [24, 'production'],
  [12, 'staging'],
  [15, 'dev'],
  [4, 'development'],
  [8, 'test'],
];

const wrongEnvironments = ['qa', 'tmp', 'see-wiki', 'prod-old'] as const;

/** Keys that trip programs up: letters of any language may be in a label, and a value may be empty. */
const oddLabels: readonly Tag[] = [
  ['constructor', 'tostring'],
  ['größe', 'groß'],
  ['値', ''],
  ['hasownproperty', ''],
  ['to_string', '__proto__'],
  ['valueof', '0'],
];

/**
 * Labels as people leave them: some complete, some not. Google has them in lower case, without blanks and signs.
 */
export function drawLabels(dice: Dice): Tag[] {
  const labels: Tag[] = [];
  const { owner, env } = dice.weighted(completeness);
  if (owner) labels.push([dice.chance(0.82) ? 'owner' : 'team', dice.pick(owners)]);
  if (env !== false)
    labels.push([
      dice.chance(0.7) ? 'env' : 'environment',
      env === 'wrong' ? dice.pick(wrongEnvironments) : dice.weighted(environments),
    ]);
  if (dice.chance(0.6)) labels.push(['cost-center', `cc-${dice.pick([1_001, 1_002, 2_040, 3_100, 7_755])}`]);
  if (dice.chance(0.35)) labels.push(dice.pick(keepers));
  if (dice.chance(0.04)) labels.push(dice.pick(oddLabels));
  return labels;
}

const keepers: readonly Tag[] = [
  ['goog-terraform-provisioned', 'true'],
  ['managed-by', 'terraform'],
  ['managed-by', 'hand'],
  ['goog-ops-agent-policy', 'v2-x86-template-1-3-0'],
];

const key = /^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u;
const value = /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u;

/** Whether a label is one that Google takes. */
export function isLabel(name: string, text: string): boolean {
  return key.test(name) && value.test(text);
}

/** `['required-tags']` where the labels lack what the default rules demand, those of the project included. */
export function labelTruths(labels: readonly Tag[], project: Pick<Project, 'labels'>): readonly string[] {
  return tagTruths(labels, { tags: project.labels });
}
