import type { AssetLists } from '../assets/asset-lists.ts';

/** A key as IAM has it; never the secret. */
export interface KeyRecord {
  /** `projects/p/serviceAccounts/ci@p.iam.gserviceaccount.com/keys/0f4e…` */
  readonly name?: string;
  readonly keyType?: string;
  readonly disabled?: boolean;
  readonly validAfterTime?: string;
  readonly validBeforeTime?: string;
}

/** The keys that people have made, by the addresses of their accounts. */
export async function keysByAccount(assets: AssetLists): Promise<ReadonlyMap<string, readonly KeyRecord[]>> {
  const keys = new Map<string, KeyRecord[]>();
  for await (const page of assets.resources(['iam.googleapis.com/ServiceAccountKey'])) {
    if ('error' in page) continue;
    // Every field of a key may be missing.
    for (const key of page.records as readonly KeyRecord[]) {
      if (key.keyType !== 'USER_MANAGED') continue;
      const email = /\/serviceAccounts\/([^/]+)\/keys\//.exec(key.name ?? '')?.[1] ?? '';
      keys.set(email, [...(keys.get(email) ?? []), key]);
    }
  }
  return keys;
}
