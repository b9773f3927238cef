import {
  CostExplorerClient,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
} from '@aws-sdk/client-cost-explorer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { configOf, firstWhere, sandboxOf } from './support.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await sandboxOf(1_000);
});

afterAll(() => sandbox.close());

const lastMonth = { Start: '2026-10-01', End: '2026-11-01' };

function ask(input: Partial<GetCostAndUsageCommandInput>, account = 0) {
  const cell = firstWhere(
    sandbox.aws.estate.cells,
    (place) => place.account.id === sandbox.aws.estate.accounts[account]?.id,
  );
  const client = new CostExplorerClient(configOf(sandbox, cell));
  return client.send(
    new GetCostAndUsageCommand({
      TimePeriod: lastMonth,
      Granularity: 'MONTHLY',
      Metrics: ['UnblendedCost'],
      ...input,
    }),
  );
}

/** Exact, in millionths. */
function micros(amount: string | undefined): number {
  const [whole = '', fraction = ''] = (amount ?? '').split('.');
  expect(fraction).toHaveLength(6);
  return Number(whole) * 1e6 + Number(fraction);
}

type Answer = Awaited<ReturnType<typeof ask>>;

function totalOf({ ResultsByTime = [] }: Answer): number {
  return ResultsByTime.reduce((all, { Total }) => all + micros(Total?.['UnblendedCost']?.Amount), 0);
}

function groupsOf({ ResultsByTime = [] }: Answer): ReadonlyMap<string, number> {
  const groups = ResultsByTime.flatMap(({ Groups = [] }) => Groups);
  return new Map(
    groups.map(({ Keys = [], Metrics }) => [Keys.join(' '), micros(Metrics?.['UnblendedCost']?.Amount)]),
  );
}

const byAccount = { Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' } as const;
const byService = { Type: 'DIMENSION', Key: 'SERVICE' } as const;

function sum(groups: ReadonlyMap<string, number>): number {
  return [...groups.values()].reduce((total, amount) => total + amount, 0);
}

test('groups add up to the total, to the last digit, however they are made', async () => {
  const total = totalOf(await ask({}));
  expect(total).toBeGreaterThan(1e9);
  const accounts = await ask({ GroupBy: [byAccount] });
  expect([...groupsOf(accounts).keys()].toSorted()).toEqual(
    sandbox.aws.estate.accounts.map(({ id }) => id).toSorted(),
  );
  expect(accounts.DimensionValueAttributes?.map(({ Attributes }) => Attributes?.['description'])).toEqual(
    sandbox.aws.estate.accounts.map(({ name }) => name),
  );
  expect(sum(groupsOf(accounts))).toBe(total);
  expect(sum(groupsOf(await ask({ GroupBy: [byService] })))).toBe(total);
  const both = groupsOf(await ask({ GroupBy: [byAccount, byService] }));
  expect(both.size).toBeGreaterThan(9);
  expect(sum(both)).toBe(total);
  expect(totalOf(await ask({}))).toBe(total);
});

test('parts of a month add up to the month, and what is to come has cost nothing', async () => {
  const parts = await Promise.all([
    ask({ TimePeriod: { Start: '2026-10-01', End: '2026-10-12' } }),
    ask({ TimePeriod: { Start: '2026-10-12', End: '2026-11-01' } }),
  ]);
  expect(parts.reduce((total, part) => total + totalOf(part), 0)).toBe(totalOf(await ask({})));
  const months = await ask({ TimePeriod: { Start: '2026-09-15', End: '2026-12-01' } });
  expect(
    months.ResultsByTime?.map(({ TimePeriod, Estimated }) => [TimePeriod?.Start, TimePeriod?.End, Estimated]),
  ).toEqual([
    ['2026-09-15', '2026-10-01', false],
    ['2026-10-01', '2026-11-01', false],
    ['2026-11-01', '2026-12-01', true],
  ]);
  const untilToday = await ask({ TimePeriod: { Start: '2026-11-01', End: '2026-11-24' } });
  const wholeMonth = await ask({ TimePeriod: { Start: '2026-11-01', End: '2026-12-01' } });
  expect(totalOf(wholeMonth)).toBe(totalOf(untilToday));
});

test('a member account sees itself alone, the management account all', async () => {
  const all = groupsOf(await ask({ GroupBy: [byAccount] }));
  const member = sandbox.aws.estate.accounts[1]?.id ?? '';
  const own = groupsOf(await ask({ GroupBy: [byAccount] }, 1));
  expect([...own]).toEqual([[member, all.get(member)]]);
  const Filter = { Dimensions: { Key: 'LINKED_ACCOUNT' as const, Values: [member] } };
  expect(totalOf(await ask({ Filter }))).toBe(all.get(member));
  const Not = { Dimensions: { Key: 'RECORD_TYPE' as const, Values: ['Tax'] } };
  expect(totalOf(await ask({ Filter: { And: [Filter, { Not }] } }))).toBeLessThan(all.get(member) ?? 0);
});

test('what Cost Explorer refuses is refused', async () => {
  const refused = { name: 'ValidationException' };
  const period = (Start: string, End: string) => ask({ TimePeriod: { Start, End } });
  await expect(period('2026-11-01', '2026-11-01')).rejects.toMatchObject(refused);
  await expect(period('2026-02-30', '2026-03-05')).rejects.toMatchObject(refused);
  await expect(period('2025-09-30', '2026-03-05')).rejects.toMatchObject(refused);
  await expect(period('2026-12-01', '2027-01-01')).rejects.toMatchObject(refused);
  await expect(ask({ Metrics: ['Cost'] })).rejects.toMatchObject(refused);
  await expect(ask({ GroupBy: [byAccount, byService, byService] })).rejects.toMatchObject(refused);
});
