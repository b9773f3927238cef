import { type Check, kinds, signals } from 'bursar/adapter';
import { expect, test } from 'vitest';
import { connected, sandboxed, testContext, wrongKeys } from './connected.ts';

const everything = {
  kinds: new Set<string>(kinds.map(({ name }) => name)),
  signals: new Set<string>(signals.map(({ signal }) => signal)),
};

async function checksOf(
  options: Parameters<typeof sandboxed>[0] = {},
  context = testContext(),
  settings: Parameters<typeof connected>[1] = {},
): Promise<readonly Check[]> {
  const { sandbox, settings: reached } = await sandboxed({ accounts: 1, ...options });
  const connection = await connected(sandbox.url, { ...reached, ...settings }, context);
  return Array.fromAsync(connection.checks(everything, AbortSignal.timeout(20_000)));
}

test('all is well where all is permitted', async () => {
  const checks = await checksOf();
  expect(checks.map(({ title, status }) => `${title.split(' ').slice(0, 2).join(' ')}: ${status}`)).toEqual([
    'AWS credentials: ok',
    'Clock: ok',
    'AWS account: ok',
  ]);
  expect(checks[0]?.detail).toMatch(/^arn:aws:iam::\d{12}:user\/bursar$/);
});

test('every permission that is missing is named', async () => {
  const checks = await checksOf({
    faults: [
      { type: 'deny', service: 'ec2', operation: 'DescribeVolumes' },
      { type: 'deny', service: 'rds' },
    ],
  });
  const failed = checks.filter(({ status }) => status === 'failed');
  expect(failed).toHaveLength(1);
  expect(failed[0]?.detail).toContain('ec2:DescribeVolumes');
  expect(failed[0]?.detail).toContain('rds:DescribeDBInstances');
  expect(failed[0]?.detail).not.toContain('ec2:DescribeInstances');
});

test('what is switched off is not tried', async () => {
  const checks = await checksOf({ faults: [{ type: 'deny', service: 'rds' }] }, testContext(), {
    kinds: ['instance'],
  });
  expect(checks.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
});

test('a clock that is far off is told', async () => {
  const clock = { now: () => Date.now() - 3_600_000 };
  const checks = await checksOf({}, { ...testContext(), clock });
  expect(checks.find(({ title }) => title === 'Clock')).toMatchObject({ status: 'failed' });
});

test('credentials that AWS does not know end the checks', async () => {
  const checks = await checksOf({}, testContext(), { credentials: wrongKeys });
  expect(checks).toMatchObject([{ title: 'AWS credentials', status: 'failed' }]);
  expect(checks[0]?.remedy).toBeDefined();
});
