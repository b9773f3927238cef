import { expect, test } from 'vitest';
import { unsupportedIfMissing } from '../../../adapters/aws/missing-service.ts';

function noSuchHost(hostname: string): Error {
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', hostname });
}

const answers = async () => ({ address: '192.0.2.1' });
const answersNot = async (host: string) => {
  throw noSuchHost(host);
};

test('a service without a host name in a region that has others is not there', async () => {
  const asked: string[] = [];
  const error = await unsupportedIfMissing(
    noSuchHost('api.sagemaker.mx-central-1.amazonaws.com'),
    'mx-central-1',
    async (host) => void asked.push(host),
  );
  expect(error).toMatchObject({ name: 'UnsupportedError', message: 'mx-central-1 has no api.sagemaker' });
  expect(asked).toEqual(['ec2.mx-central-1.amazonaws.com']);
});

test('it is found out in whatever the SDK has wrapped around it', async () => {
  const wrapped = new Error('gave up', { cause: noSuchHost('rds.cn-north-1.amazonaws.com.cn') });
  expect(await unsupportedIfMissing(wrapped, 'cn-north-1', answers)).toMatchObject({
    name: 'UnsupportedError',
  });
});

test('where no name resolves it is the network that fails, and nothing is known to be missing', async () => {
  const error = noSuchHost('rds.eu-west-1.amazonaws.com');
  expect(await unsupportedIfMissing(error, 'eu-west-1', answersNot)).toBe(error);
});

test.each([
  ['a host that belongs to no region', noSuchHost('iam.amazonaws.com')],
  ['a host of another region', noSuchHost('rds.eu-west-2.amazonaws.com')],
  ['another failure of the network', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })],
  ['what is no error', 'text'],
])('%s stays as it is', async (_, error) => {
  expect(await unsupportedIfMissing(error, 'eu-west-1', answers)).toBe(error);
});
