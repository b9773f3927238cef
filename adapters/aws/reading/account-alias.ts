import type { AwsClients } from '../client.ts';
import { orUnknown } from '../or-unknown.ts';

/** The alias of an account; undefined where it has none or does not tell. An account has one at most. */
export async function aliasOf(clients: AwsClients, abortSignal: AbortSignal): Promise<string | undefined> {
  const { ListAccountAliasesCommand } = await import('@aws-sdk/client-iam');
  const iam = await clients.iam();
  const command = new ListAccountAliasesCommand({});
  const answer = await orUnknown(abortSignal, () => iam.send(command, { abortSignal }));
  return answer?.AccountAliases?.[0];
}
