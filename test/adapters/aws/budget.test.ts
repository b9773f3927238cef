import { DescribeInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { TokenBucket } from 'bursar/adapter';
import { expect, test } from 'vitest';
import { Budgets, spend } from '../../../adapters/aws/budget.ts';
import { createClients } from '../../../adapters/aws/client.ts';
import { AwsRefusal, serveAws } from './aws-server.ts';
import { ec2Answer } from './ec2-answers.ts';

const frozen = { now: () => 0 };

function perSecond(budgets: Budgets, service: string, operation: string): number {
  return budgets.of('1', 'eu-west-1', service, operation).perSecond;
}

test('accounts, regions and services have budgets of their own, operations share one', () => {
  const budgets = new Budgets(frozen, {});
  const one = budgets.of('1', 'eu-west-1', 'EC2', 'DescribeInstances');
  expect(budgets.of('1', 'eu-west-1', 'EC2', 'DescribeVolumes')).toBe(one);
  for (const other of [
    budgets.of('2', 'eu-west-1', 'EC2', 'DescribeInstances'),
    budgets.of('1', 'eu-west-2', 'EC2', 'DescribeInstances'),
    budgets.of('1', 'eu-west-1', 'RDS', 'DescribeInstances'),
    budgets.of('1', 'eu-west-1', 'EC2', 'StopInstances'),
  ])
    expect(other).not.toBe(one);
});

test('what AWS counts apart has a rate of its own; a rate that is set is for all of a service', () => {
  const cautious = new Budgets(frozen, {});
  expect(perSecond(cautious, 'CloudWatch', 'ListMetrics')).toBeLessThan(
    perSecond(cautious, 'CloudWatch', 'GetMetricData'),
  );
  expect(perSecond(cautious, 'EC2', 'StopInstances')).toBeLessThan(
    perSecond(cautious, 'EC2', 'DescribeTags'),
  );
  expect(perSecond(cautious, 'Unheard Of', 'Describe')).toBeGreaterThan(0);
  const set = new Budgets(frozen, { EC2: 40 });
  expect([perSecond(set, 'EC2', 'DescribeTags'), perSecond(set, 'EC2', 'StopInstances')]).toEqual([40, 40]);
});

/** A client whose calls spend tokens of a bucket that counts them. */
async function spending(answers: readonly (string | AwsRefusal)[], signal = AbortSignal.timeout(20_000)) {
  let left = [...answers];
  const next = () => {
    const [answer = new AwsRefusal('InternalError', 500), ...rest] = left;
    left = rest;
    return answer;
  };
  const server = await serveAws({ DescribeInstances: next, StopInstances: next });
  const bucket = new TokenBucket({ burst: 100, perSecond: 8, clock: frozen });
  const operations: string[] = [];
  const clients = createClients({
    account: '1',
    region: 'eu-west-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    maxAttempts: 3,
    plugins: () => [
      spend((operation) => {
        operations.push(operation);
        return bucket;
      }, signal),
    ],
  });
  return { ec2: await clients.ec2(), bucket, operations, calls: server.calls };
}

const nothing = ec2Answer('DescribeInstances', { reservationSet: '' });

test('every attempt takes a token, and throttling lowers the rate', async () => {
  const { ec2, bucket, operations, calls } = await spending([new AwsRefusal('InternalError', 500), nothing]);
  await ec2.send(new DescribeInstancesCommand({}));
  expect(calls).toHaveLength(2);
  expect(operations).toEqual(['DescribeInstances']);
  expect(bucket.perSecond).toBe(8);
});

test('throttling lowers the rate once for each attempt that met it', async () => {
  const { ec2, bucket } = await spending([new AwsRefusal('RequestLimitExceeded', 503), nothing]);
  await ec2.send(new DescribeInstancesCommand({}));
  expect(bucket.perSecond).toBeCloseTo(4 + 8 / 200);
});

test('a call is signed after it has waited, not before', async () => {
  const { ec2 } = await spending([nothing]);
  const order = ec2.middlewareStack.identify().map((entry) => entry.split(' ')[0]);
  const at = (name: string) => order.indexOf(name);
  expect(at('retryMiddleware')).toBeLessThan(at('bursarBudget'));
  expect(at('bursarBudget')).toBeLessThan(at('httpSigningMiddleware'));
});

test('waiting ends with the call’s own signal, and with the program’s where it has none', async () => {
  const program = new AbortController();
  const { ec2, bucket, calls } = await spending([nothing], program.signal);
  bucket.throttled();
  const own = new AbortController();
  const first = ec2.send(new DescribeInstancesCommand({}), { abortSignal: own.signal });
  const second = ec2.send(new StopInstancesCommand({ InstanceIds: ['i-1'] }));
  const ended = Promise.allSettled([second]);
  own.abort(new Error('call off'));
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  program.abort(new Error('stop'));
  expect((await ended).map(({ status }) => status)).toEqual(['rejected']);
  expect(calls).toEqual([]);
});
