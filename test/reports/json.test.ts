import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonReport } from '../../reports/json.ts';
import { runDocumentSchema } from '../../reports/json-schema.ts';
import { addMoney, money, moneyToDecimal, usd } from '../../src/core/money.ts';
import type { RunView } from '../../src/core/report.ts';
import { toTags } from '../../src/core/tags.ts';
import {
  emptyView,
  finding,
  hugeView,
  nastyTexts,
  nastyView,
  runView,
  saving,
  smallView,
} from '../fixtures/run-view.ts';
import { plainOptions, rendered } from './rendered.ts';

async function documentOf(view: RunView) {
  return runDocumentSchema.parse(JSON.parse(await rendered(jsonReport, view)));
}

/** Every `amount` in the document as it is written, in order. */
async function amountsOf(view: RunView): Promise<readonly string[]> {
  const amounts: string[] = [];
  const note = (key: string, value: unknown, { source }: { readonly source?: string }): unknown => {
    if (key === 'amount' && source !== undefined) amounts.push(source);
    return value;
  };
  // The engine hands the source text as a third parameter, which the compiler's library does not know yet.
  JSON.parse(await rendered(jsonReport, view), note as (key: string, value: unknown) => unknown);
  return amounts;
}

test.each(Object.entries({ emptyView, smallView, nastyView, hugeView: hugeView(300) }))(
  '%s is one valid document',
  async (_name, view) => {
    const document = await documentOf(view);
    expect(document.findings).toHaveLength((await Array.fromAsync(view.findings())).length);
  },
);

describe('the document', () => {
  test("has the provider's own advice, its amount exact", async () => {
    const monthlySaving = { amount: '0.1000000000000000055', currency: 'USD' };
    const advice = [
      { source: 'Advisor', topic: 'resize', advice: 'Take less.', monthlySaving },
      { source: 'Advisor', topic: 'other', advice: 'Look at it.' },
    ];
    const view = runView({ findings: [finding({ advice })] });
    expect((await documentOf(view)).findings[0]?.advice).toEqual([
      {
        source: 'Advisor',
        topic: 'resize',
        advice: 'Take less.',
        monthlySaving: { amount: 0.1, currency: 'USD', period: 'month' },
      },
      { source: 'Advisor', topic: 'other', advice: 'Look at it.' },
    ]);
    expect(await amountsOf(view)).toContain('0.1');
    expect((await documentOf(smallView)).findings[0]).not.toHaveProperty('advice');
  });

  test('has the fields that it promises', async () => {
    const document = await documentOf(smallView);
    expect(Object.keys(document)).toEqual(
      expect.arrayContaining(['run', 'scopes', 'inventory', 'findings', 'unknown', 'plan', 'savings']),
    );
    expect(document.run).toEqual({
      id: '20261123T130500-5f3a9c',
      startedAt: '2026-11-23T13:05:00.000Z',
      finishedAt: '2026-11-23T13:05:42.000Z',
      mode: 'report',
    });
    expect(document.scopes[2]).toMatchObject({
      provider: 'aws',
      account: '333333333333',
      region: 'ap-south-1',
      status: 'failed',
      error: 'DeniedError: not authorized to perform ec2:DescribeInstances',
    });
    expect(document.scopes[0]).not.toHaveProperty('error');
    expect(document.inventory).toMatchObject({
      total: 845,
      byKind: { instance: 412, volume: 403, bucket: 30 },
    });
    expect(document.unknown[0]).toMatchObject({
      rule: 'instance-oversized',
      resource: 'arn:aws:ec2:eu-west-1:111111111111:instance/i-0',
      missing: 'memory-utilization: no data',
    });
    expect(document.plan.steps[1]).toMatchObject({
      finding: 'e0dd9adb6e4fb883',
      action: 'delete-volume',
      state: 'withheld',
      reason: 'an estimated price never triggers an action',
    });
    expect(document.savings).toEqual({ amount: 8189.684, currency: 'USD', period: 'month', unpriced: 0 });
  });

  test('has of a finding what it promises', async () => {
    const { findings } = await documentOf(smallView);
    expect(findings[0]).toMatchObject({
      fingerprint: '77a9cd8af1567728',
      rule: 'gpu-idle',
      severity: 'critical',
      provider: 'aws',
      account: '111111111111',
      region: 'eu-west-1',
      kind: 'instance',
      resource: 'arn:aws:ec2:eu-west-1:111111111111:instance/i-gpu-trainer-3',
      name: 'gpu-trainer-3',
      tags: { Owner: 'ml-research' },
      message: 'gpu-trainer-3: 4× A100 at 0 % (p95 over 24h)',
      evidence: { cpu: { signal: 'cpu-utilization', value: 1.2, newestAt: '2026-11-23T12:55:00.000Z' } },
      saving: { amount: 8112.004, currency: 'USD', period: 'month', quality: 'embedded' },
      action: 'stop',
    });
    expect(findings[3]).toMatchObject({ action: 'resize', parameters: { to: 'm7g.large' } });
  });

  test('tells unknown tags, and unknown savings, from none', async () => {
    const { findings } = await documentOf(smallView);
    expect(findings[4]?.tags).toBeNull();
    expect(findings[4]).not.toHaveProperty('saving');
    const none = await documentOf(runView({ findings: [finding({ tags: toTags([]) })] }));
    expect(none.findings[0]?.tags).toEqual({});
  });

  test('keeps tags whatever their keys are', async () => {
    const tags = toTags(nastyTexts.map((text, index) => [text.toWellFormed(), `${index}`]));
    const text = await rendered(jsonReport, runView({ findings: [finding({ tags })] }));
    const parsed: unknown = JSON.parse(text);
    expect(parsed).toHaveProperty('findings.0.tags');
    expect(text).toContain('"__proto__":"23"');
    expect(text).toContain('"constructor":"22"');
  });

  test('a run that did not finish has no end', async () => {
    const run = { id: 'r', startedAt: 0, mode: 'apply' } as const;
    expect((await documentOf(runView({ run }))).run.finishedAt).toBeNull();
  });
});

describe('amounts', () => {
  test('are written as the exact decimal, beyond what a float holds', async () => {
    const view = runView({ findings: [finding({ saving: saving('9007199254740993.000000001') })] });
    expect(await amountsOf(view)).toEqual(['9007199254740993.000000001', '9007199254740993.000000001']);
  });

  test('of findings add up to the savings, to the last digit', async () => {
    const nanos = fc.array(fc.bigInt({ min: 0n, max: 10n ** 18n }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(nanos, async (all) => {
        const findings = all.map((amount, index) =>
          finding({
            name: `m-${index}`,
            saving: saving('0', { monthly: { nanos: amount, currency: 'USD' } }),
          }),
        );
        const amounts = await amountsOf(runView({ findings }));
        const sum = amounts.slice(0, -1).map(usd).reduce(addMoney, money('0', 'USD'));
        expect(amounts.at(-1)).toBe(moneyToDecimal(sum));
      }),
      { numRuns: 50 },
    );
  });
});

test('is written while findings are read, not after', async () => {
  let read = 0;
  const count = 5_000;
  for await (const piece of jsonReport.render(
    hugeView(count, (index) => (read = index)),
    plainOptions,
  )) {
    expect(piece).not.toBe('');
    break;
  }
  expect(read).toBeLessThan(count / 10);
});
