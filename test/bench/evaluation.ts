import { z } from 'zod';
import { definePack, use } from '../../src/core/pack.ts';
import type { PriceOf } from '../../src/core/price.ts';
import type { Resource, ResourceOf } from '../../src/core/resource.ts';
import { defineRule } from '../../src/core/rule.ts';
import type { Scope } from '../../src/core/scope.ts';
import { toTags } from '../../src/core/tags.ts';
import { daysBetween, durationMs } from '../../src/core/time.ts';
import { flag, pass } from '../../src/core/verdict.ts';
import { instance } from '../../src/kinds/instance.ts';
import { globMatcher } from '../../src/lib/glob.ts';
import { chooseRules } from '../../src/policy/choices.ts';
import { judge, RuleFailures, type VerdictSink } from '../../src/policy/judge.ts';
import type { Bench, Figure } from './bench.ts';

const now = Date.UTC(2026, 0, 1);
const scope: Scope = { provider: 'aws', account: '111111111111', region: 'eu-west-1' };
const base = { summary: 'A rule of the ordinary mix.', severity: 'low', kinds: [instance] } as const;
const dayMs = durationMs('1d');

const hasOwner = defineRule({
  ...base,
  id: 'has-owner',
  messages: { missing: '{{name}} has no owner' },
  evaluate: ({ tags }) => (tags?.['owner'] === undefined ? flag('missing', { data: {} }) : pass),
});
const hasCostCentre = defineRule({
  ...base,
  id: 'has-cost-centre',
  options: z.strictObject({ keys: z.array(z.string()).default(['cost-centre', 'cost-center']) }),
  messages: { missing: '{{name}} has no cost centre' },
  evaluate: ({ tags }, { options: { keys } }) =>
    keys.some((key) => tags?.[key] !== undefined) ? pass : flag('missing', { data: {} }),
});
const knownEnvironment = defineRule({
  ...base,
  id: 'known-environment',
  options: z.strictObject({ values: z.array(z.string()).default(['prod', 'staging', 'dev']) }),
  messages: { odd: '{{name}}: {{env}}' },
  evaluate({ tags }, { options: { values } }) {
    const env = tags?.['env'];
    return env !== undefined && values.includes(env) ? pass : flag('odd', { data: { env: env ?? 'none' } });
  },
});
const knownTeam = defineRule({
  ...base,
  id: 'known-team',
  messages: { odd: '{{name}}' },
  evaluate: ({ tags }) => (tags?.['team'] === 'nobody' ? flag('odd', { data: {} }) : pass),
});
const oldGeneration = /^(?:t2|m[1-4]|c[1-4]|r[1-4])\./;
const currentType = defineRule({
  ...base,
  id: 'current-type',
  messages: { old: '{{name}} is a {{type}}' },
  evaluate: ({ attributes: { type } }) => (oldGeneration.test(type) ? flag('old', { data: { type } }) : pass),
});
const notTooOld = defineRule({
  ...base,
  id: 'not-too-old',
  options: z.strictObject({ days: z.number().default(365) }),
  messages: { old: '{{name}} is {{days}} days old' },
  evaluate({ createdAt }, { options, now: at }) {
    const days = createdAt === undefined ? 0 : daysBetween(createdAt, at);
    return days > options.days ? flag('old', { data: { days } }) : pass;
  },
});
const temporary = globMatcher('tmp-*');
const notTemporary = defineRule({
  ...base,
  id: 'not-temporary',
  messages: { temporary: '{{name}}' },
  evaluate: ({ name }) => (temporary(name) ? flag('temporary', { data: {} }) : pass),
});
const notFailed = defineRule({
  ...base,
  id: 'not-failed',
  messages: { failed: '{{name}}' },
  evaluate: ({ attributes }) => (attributes.state === 'failed' ? flag('failed', { data: {} }) : pass),
});
const tokenRequired = defineRule({
  ...base,
  id: 'token-required',
  select: ({ attributes }) => attributes.state === 'running',
  messages: { open: '{{name}}' },
  evaluate: ({ attributes }) =>
    attributes.metadataTokenRequired === false ? flag('open', { data: {} }) : pass,
});
const notStoppedLong = defineRule({
  ...base,
  id: 'not-stopped-long',
  select: ({ attributes }) => attributes.state === 'stopped',
  messages: { long: '{{name}}: {{days}}' },
  evaluate({ attributes: { stateSince } }, { now: at }) {
    const days = stateSince === undefined ? 0 : daysBetween(stateSince, at);
    return days > 30 ? flag('long', { data: { days } }) : pass;
  },
});

const pack = definePack([
  {
    name: 'ordinary',
    rules: [
      use(hasOwner, 'report'),
      use(hasCostCentre, 'report'),
      use(knownEnvironment, 'report'),
      use(knownTeam, 'report'),
      use(currentType, 'report'),
      use(notTooOld, 'report'),
      use(notTemporary, 'report'),
      use(notFailed, 'report'),
      use(tokenRequired, 'report'),
      use(notStoppedLong, 'report'),
    ],
  },
]);

const types = [
  'm5.large',
  'm5.xlarge',
  'c6i.large',
  'r6g.large',
  't3.medium',
  'g5.xlarge',
  'c7g.xlarge',
  'm6i.2xlarge',
  't2.micro',
  'm7g.large',
];

/** Ten rules on machines of which each rule flags about a tenth. */
function machines(count: number): readonly ResourceOf<typeof instance>[] {
  return Array.from({ length: count }, (_, index) => {
    const digit = (place: number): number => Math.floor(index / 10 ** (place % 4) + place * 7) % 10;
    const tags: [string, string][] = [
      ['Name', digit(6) === 0 ? `tmp-${index}` : `web-${index}`],
      ['env', digit(2) === 0 ? 'qa' : 'prod'],
      ['team', digit(3) === 0 ? 'nobody' : 'core'],
      ['backup', 'daily'],
    ];
    if (digit(0) !== 0) tags.push(['owner', 'ada']);
    if (digit(1) !== 0) tags.push(['cost-centre', '4711']);
    const state = digit(7) === 0 ? 'failed' : digit(9) < 2 ? 'stopped' : 'running';
    return {
      kind: 'instance',
      id: `arn:aws:ec2:eu-west-1:111111111111:instance/i-${index.toString(16).padStart(17, '0')}`,
      name: tags[0]?.[1] ?? '',
      scope,
      tags: toTags(tags),
      createdAt: now - (digit(5) === 0 ? 700 : 100) * dayMs,
      attributes: {
        type: types[digit(4)] ?? 'm5.large',
        state,
        stateSince: now - (digit(8) < 5 ? 60 : 3) * dayMs,
        market: 'on-demand',
        platform: 'linux',
        architecture: 'x86_64',
        tenancy: 'shared',
        dataVolumes: [],
        metadataTokenRequired: digit(8) !== 0,
      },
    };
  });
}

class Counts implements VerdictSink {
  flags = 0;
  others = 0;

  flagged(): void {
    this.flags++;
  }

  undecided(): void {
    this.others++;
  }

  pending(): void {
    this.others++;
  }
}

const resourceCount = 50_000;
const ruleCount = 10;

/** Evaluations of a resource by a rule in a second of one core's time. */
export const bench: Bench = {
  name: 'evaluation',
  async *run(): AsyncGenerator<Figure> {
    const price: PriceOf = () => undefined;
    const choices = chooseRules([pack], { now, price }).for(scope, 'instance');
    const resources: readonly Resource[] = machines(resourceCount);
    const chunks = Array.from({ length: resourceCount / 2_000 }, (_, index) =>
      resources.slice(index * 2_000, (index + 1) * 2_000),
    );
    const judgeAll = (): Counts => {
      const counts = new Counts();
      for (const chunk of chunks) judge(choices, chunk, counts, new RuleFailures());
      return counts;
    };
    for (let warmUp = 0; warmUp < 10; warmUp++) judgeAll();
    const before = process.cpuUsage();
    const rounds = 60;
    let flags = 0;
    for (let round = 0; round < rounds; round++) flags += judgeAll().flags;
    const { user, system } = process.cpuUsage(before);
    const evaluations = rounds * resourceCount * ruleCount;
    const cpuSeconds = (user + system) / 1e6;
    yield {
      bench: 'evaluation',
      figure: 'evaluationsPerCpuSecond',
      value: Math.round(evaluations / cpuSeconds),
      unit: '1/s',
      goal: 20_000_000,
      better: 'higher',
    };
    yield {
      bench: 'evaluation',
      figure: 'flaggedShare',
      value: flags / evaluations,
      unit: '1',
      better: 'higher',
    };
  },
};
