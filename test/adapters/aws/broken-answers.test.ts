import { DescribeAddressesCommand } from '@aws-sdk/client-ec2';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createClients } from '../../../adapters/aws/client.ts';
import { toCloudError } from '../../../adapters/aws/errors.ts';
import { AwsRefusal, serveAws } from './aws-server.ts';
import { ec2Answer } from './ec2-answers.ts';

const whole = ec2Answer('DescribeAddresses', { addressesSet: '' });

/** Clients of a server that gives such answers to whatever is asked, one after the other. */
async function answering(...answers: readonly (string | AwsRefusal)[]) {
  const left = [...answers];
  const next = () => left.shift() ?? new AwsRefusal('NoMore', 400);
  const server = await serveAws({ DescribeAddresses: next, ListFunctions: next });
  const clients = createClients({
    account: '1',
    region: 'eu-west-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    maxAttempts: 3,
  });
  return { ec2: await clients.ec2(), lambda: await clients.lambda(), calls: server.calls };
}

test('an answer that was cut off is asked for again', async () => {
  const { ec2, calls } = await answering(whole.slice(0, -30), whole);
  expect(await ec2.send(new DescribeAddressesCommand({}))).toMatchObject({ Addresses: [] });
  expect(calls).toHaveLength(2);
});

test('in JSON too', async () => {
  const { lambda } = await answering('{"Functions": [', '{"Functions": []}');
  expect(await lambda.send(new ListFunctionsCommand({}))).toMatchObject({ Functions: [] });
});

test('one that stays cut off is a failure of AWS in the end', async () => {
  const { ec2, calls } = await answering(whole.slice(0, -30), whole.slice(0, -30), whole.slice(0, -30));
  const error: unknown = await ec2.send(new DescribeAddressesCommand({})).catch((thrown: unknown) => thrown);
  expect(calls).toHaveLength(3);
  expect(toCloudError(error)).toMatchObject({ name: 'UnavailableError' });
});

test('a refusal is not asked for again', async () => {
  const { ec2, calls } = await answering(new AwsRefusal('UnauthorizedOperation', 403));
  await expect(ec2.send(new DescribeAddressesCommand({}))).rejects.toMatchObject({
    name: 'UnauthorizedOperation',
  });
  expect(calls).toHaveLength(1);
});
