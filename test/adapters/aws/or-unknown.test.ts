import { DeniedError } from 'bursar/adapter';
import { expect, test } from 'vitest';
import { createClients } from '../../../adapters/aws/client.ts';
import { orUnknown } from '../../../adapters/aws/or-unknown.ts';
import { AwsRefusal, serveAws } from './aws-server.ts';

const patient = AbortSignal.timeout(20_000);

function fail(error: Error): () => Promise<never> {
  return async () => {
    throw error;
  };
}

test('gives what was told', async () => {
  expect(await orUnknown(patient, () => Promise.resolve(0))).toBe(0);
});

test('takes a refusal for unknown, be it AWS’s, the port’s or the network’s', async () => {
  const aws = await serveAws({ ListAccountAliases: () => new AwsRefusal('AccessDenied', 403) });
  const { ListAccountAliasesCommand } = await import('@aws-sdk/client-iam');
  const iam = await aws.clients().iam();
  const command = new ListAccountAliasesCommand({});
  expect(await orUnknown(patient, () => iam.send(command))).toBeUndefined();
  expect(await orUnknown(patient, fail(new DeniedError('no')))).toBeUndefined();
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
  const nowhere = {
    account: '1',
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:1',
    maxAttempts: 1,
    credentials,
  };
  const unreachable = await createClients(nowhere).iam();
  expect(await orUnknown(patient, () => unreachable.send(command))).toBeUndefined();
});

test('hides neither a fault of ours nor an abort', async () => {
  await expect(orUnknown(patient, fail(new TypeError('a bug')))).rejects.toThrow('a bug');
  await expect(orUnknown(AbortSignal.abort(), fail(new DeniedError('no')))).rejects.toThrow('abort');
});
