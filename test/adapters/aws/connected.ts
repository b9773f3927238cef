import type { AdapterContext, Connection, FailedScope, Scope } from 'bursar/adapter';
import { systemClock } from 'bursar/adapter';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { awsAdapter } from '../../../adapters/aws/index.ts';
import type { AwsSettingsInput } from '../../../adapters/aws/settings.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';

/** Whoever answers need not be spared. */
const swift = {
  EC2: 1_000,
  STS: 1_000,
  Organizations: 1_000,
  IAM: 1_000,
  SageMaker: 1_000,
  Lambda: 1_000,
};

export function testContext(signal = AbortSignal.timeout(20_000)): AdapterContext {
  return { logger: pino({ level: 'silent' }), clock: systemClock, random: () => 0.5, signal };
}

export const wrongKeys = async () => ({ accessKeyId: 'AKIAWRONG', secretAccessKey: 'wrong' });

const someKeys = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };

/** AWS as the settings say, answered at an endpoint, until the test is over. */
export async function connected(
  endpoint: string,
  settings: AwsSettingsInput = {},
  context: AdapterContext = testContext(),
): Promise<Connection> {
  const given = { credentials: async () => someKeys, callsPerSecond: swift, endpoint, ...settings };
  const connection = await awsAdapter.connect(awsAdapter.settings.parse(given), context);
  onTestFinished(() => connection.close());
  return connection;
}

/** A sandbox, until the test is over, and the settings by which it is reached. */
export async function sandboxed(options: Partial<Parameters<typeof startSandbox>[0]> = {}) {
  const sandbox = await startSandbox({ seed: 3, size: 300, accounts: 3, ...options });
  onTestFinished(() => sandbox.close());
  const keys = sandbox.credentials();
  return { sandbox, settings: { endpoint: sandbox.url, credentials: async () => keys } };
}

/** All that a connection lists, as texts: failures with the name of their error. */
export async function listed(connection: Connection): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const scope of connection.scopes(AbortSignal.timeout(20_000))) all.push(shown(scope));
  return all;
}

function shown(listedScope: Scope | FailedScope): string {
  if (!('error' in listedScope)) return `${listedScope.account} ${listedScope.region}`;
  const { scope, error } = listedScope;
  return `${scope.account} ${scope.region}: ${error.name}`;
}
