import { mapBounded, principal } from 'bursar/adapter';
import type { Asked } from '../asked.ts';
import { listAssets } from '../assets/asset-lists.ts';
import { gcpCollector } from '../collector.ts';
import { answerOf, itemsOf, listPages } from '../lists.ts';
import { orUnknown } from '../or-unknown.ts';
import { type KeyRecord, keysByAccount } from '../reading/service-account-keys.ts';
import { defined, instantOf, required } from '../record.ts';

/** A service account as IAM has it. */
interface AccountRecord {
  /** `projects/p/serviceAccounts/ci@p.iam.gserviceaccount.com` */
  readonly name?: string;
  readonly email?: string;
  readonly displayName?: string;
  readonly disabled?: boolean;
}

/** One with its keys, absent where they could not be read. */
interface PrincipalRecord {
  readonly account: AccountRecord;
  readonly keys?: readonly KeyRecord[];
}

/** Accounts whose keys are asked for at a time. */
const concurrency = 8;

/** Service accounts and the keys that people have made of them. */
export const principalCollector = gcpCollector({
  kind: principal,
  permissions: ['iam.serviceAccountKeys.list', 'iam.serviceAccounts.list'],
  async *pages(asked) {
    const iam = await asked.clients.iam();
    const name = `projects/${asked.scope.account}`;
    const pages = listPages(asked, {
      what: 'service accounts',
      property: 'accounts',
      fields: 'accounts(name,email,displayName,disabled),nextPageToken',
      ask: (pageToken) =>
        iam.projects.serviceAccounts.list({
          name,
          pageSize: 100,
          ...(pageToken !== undefined && { pageToken }),
        }),
    });
    for await (const page of pages) {
      if ('error' in page) yield page;
      else
        yield await mapBounded(
          page,
          concurrency,
          async (account: AccountRecord): Promise<PrincipalRecord> => {
            const keys = await orUnknown(asked.signal, () => keysOf(asked, account));
            return { account, ...defined({ keys }) };
          },
        );
    }
  },
  ofAssets: {
    permissions: [listAssets],
    async *pages(assets) {
      const keys = await keysByAccount(assets);
      yield* assets.resources(['iam.googleapis.com/ServiceAccount'], ({ resource }) => {
        const account: AccountRecord | undefined = resource?.data;
        return account === undefined ? undefined : { account, keys: keys.get(account.email ?? '') ?? [] };
      });
    },
  },

  read({ account, keys }: PrincipalRecord, scope) {
    const email = required(account.email, 'email');
    return {
      kind: 'principal',
      id: `//iam.googleapis.com/projects/${scope.account}/serviceAccounts/${email}`,
      name: email,
      scope,
      untaggable: true,
      attributes: {
        type: 'service-account' as const,
        serviceLinked: false,
        lastUseKnown: false,
        // What it may do are grants, which name it; none is its own.
        policies: [],
        inlinePolicies: [],
        groups: [],
        ...defined({ credentials: keys?.map((key) => credentialOf(key, account)) }),
      },
    };
  },
});

/** Google makes and turns over keys of its own, which nobody has to look after. */
async function keysOf(
  { clients, signal }: Asked,
  { name = '' }: AccountRecord,
): Promise<readonly KeyRecord[]> {
  const iam = await clients.iam();
  const request = { name, keyTypes: ['USER_MANAGED'] };
  const sent = await clients.send(() => iam.projects.serviceAccounts.keys.list(request), { signal });
  return itemsOf('keys', answerOf('keys', sent)['keys']);
}

function credentialOf(key: KeyRecord, { disabled }: AccountRecord) {
  const name = required(key.name, 'the name of a key');
  return {
    type: 'service-account-key' as const,
    id: name.slice(name.lastIndexOf('/') + 1),
    active: key.disabled !== true && disabled !== true,
    lastUseKnown: false,
    ...defined({ createdAt: instantOf(key.validAfterTime), expiresAt: expiryOf(key) }),
  };
}

/** Google gives a key that never expires the last day there is. */
function expiryOf({ validBeforeTime }: KeyRecord): number | undefined {
  return validBeforeTime?.startsWith('9999-') === true ? undefined : instantOf(validBeforeTime);
}
