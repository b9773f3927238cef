import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccessToken } from '@azure/core-auth';
import { generate } from 'selfsigned';
import { expect, onTestFinished, test } from 'vitest';
import { keptUntilExpiry } from '../../../adapters/azure/credentials.ts';
import type { AzureSettingsInput } from '../../../adapters/azure/settings.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import { connected, listed } from './connected.ts';

const signal = AbortSignal.timeout(20_000);

async function sandboxed() {
  const sandbox = await startSandbox({ clouds: ['azure'], seed: 3, size: 50, accounts: 2 });
  onTestFinished(() => sandbox.close());
  const { azure } = sandbox;
  const connect = (credential: AzureSettingsInput['credential']) =>
    connected({ url: azure.url, ca: azure.certificate }, { credential, maxAttempts: 1 });
  return { azure, connect, application: { tenantId: azure.tenantId, clientId: azure.clientId } };
}

async function fileWith(text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'bursar-azure-')), 'secret');
  await writeFile(path, text);
  return path;
}

test('signs in with a secret of a file, a certificate, and a token of another issuer', async () => {
  const { azure, connect, application } = await sandboxed();
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'bursar' }], { keySize: 2048 });
  azure.registerCertificate(cert);
  const credentials = [
    { ...application, secret: { file: await fileWith(`${azure.clientSecret}\n`) } },
    { ...application, certificate: await fileWith(`${key}\n${cert}`) },
    { ...application, tokenFile: await fileWith(azure.federatedToken()) },
  ];
  for (const credential of credentials)
    expect(await listed(await connect(credential))).toHaveLength(azure.subscriptionIds.length + 1);
});

test('a wrong secret is told in Entra ID’s own words, with what to do, and not repeated', async () => {
  const { connect, application } = await sandboxed();
  const connection = await connect({ ...application, secret: { file: await fileWith('hunter2') } });
  const error = await listed(connection).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    name: 'DeniedError',
    message: expect.stringMatching(/AADSTS7000215.*secret is wrong/),
  });
  expect(String(error)).not.toContain('hunter2');
});

test('a secret that is not where it should be is told before anything is asked', async () => {
  const { connect, application } = await sandboxed();
  const connection = connect({ ...application, secret: { env: 'BURSAR_NO_SUCH_VARIABLE' } });
  await expect(connection).rejects.toMatchObject({
    name: 'DeniedError',
    message: expect.stringContaining('BURSAR_NO_SUCH_VARIABLE'),
  });
});

test('asks for a token once, however many want it, and again before it expires', async () => {
  let now = 0;
  let asked = 0;
  const credential = {
    async getToken(): Promise<AccessToken> {
      asked++;
      return { token: `t${asked}`, expiresOnTimestamp: now + 3_600_000 };
    },
  };
  const kept = keptUntilExpiry(credential, { now: () => now }, signal);
  const tokens = await Promise.all([kept.getToken('a'), kept.getToken('a'), kept.getToken('a')]);
  expect(tokens.map((token) => token?.token)).toEqual(['t1', 't1', 't1']);
  expect((await kept.getToken('b'))?.token).toBe('t2');
  now = 3_400_000;
  expect((await kept.getToken('a'))?.token).toBe('t3');
});

test('a token that cannot be renewed serves to its end', async () => {
  let now = 0;
  let refuses = false;
  const credential = {
    async getToken(): Promise<AccessToken> {
      if (refuses) throw new Error('the authority is away');
      return { token: 't', expiresOnTimestamp: 3_600_000 };
    },
  };
  const kept = keptUntilExpiry(credential, { now: () => now }, signal);
  await kept.getToken('a');
  refuses = true;
  now = 3_500_000;
  expect((await kept.getToken('a'))?.token).toBe('t');
  now = 3_600_000;
  await expect(kept.getToken('a')).rejects.toThrow('away');
});
