import { type FailedScope, pagesOf, type Scope, type ScopePage } from 'bursar/adapter';
import type { GcpClients } from '../client.ts';
import { answerOf, itemsOf, tokenOf } from '../lists.ts';

/** Where assets are listed, and for whom. */
export interface AssetQuestion {
  readonly clients: GcpClients;
  /** `organizations/123`, `folders/456`. */
  readonly parent: string;
  readonly signal: AbortSignal;
  /** The scope of `projects/123`, `folders/456`, `organizations/789`; undefined for what is not asked about. */
  scopeOf(container: string): Scope | undefined;
}

/** Something as Cloud Asset Inventory has it; everything may be missing. */
export interface Asset {
  /** Full resource name. */
  readonly name?: string;
  readonly assetType?: string;
  readonly resource?: { readonly data?: object; readonly location?: string };
  readonly iamPolicy?: object;
  /** From the thing's own container up: `projects/123`, `folders/456`, `organizations/789`. */
  readonly ancestors?: readonly string[];
}

/** What makes a record of an asset; undefined for one that is none. */
export type RecordOfAsset = (asset: Asset) => object | undefined;

/** What listing resources and policies needs. */
export const listAssets = 'cloudasset.assets.listResource';
export const listPolicies = 'cloudasset.assets.listIamPolicy';

const pageSize = 500;

/** Lists of Cloud Asset Inventory: all of a folder or organization at once, told apart by project. */
export class AssetLists {
  readonly #question: AssetQuestion;

  constructor(question: AssetQuestion) {
    this.#question = question;
  }

  /** The resources of some types, by default as their own service has them. */
  async *resources(
    assetTypes: readonly string[],
    recordOf: RecordOfAsset = ({ resource }) => resource?.data,
  ): AsyncGenerator<ScopePage<object> | FailedScope, void, void> {
    yield* this.#list('RESOURCE', assetTypes, recordOf, 'name,assetType,ancestors,resource(data,location)');
  }

  /** The IAM policies of what is of some types. */
  async *policies(
    assetTypes: readonly string[],
    recordOf: RecordOfAsset,
  ): AsyncGenerator<ScopePage<object> | FailedScope, void, void> {
    yield* this.#list('IAM_POLICY', assetTypes, recordOf, 'name,assetType,ancestors,iamPolicy');
  }

  async *#list(
    contentType: 'RESOURCE' | 'IAM_POLICY',
    assetTypes: readonly string[],
    recordOf: RecordOfAsset,
    fields: string,
  ): AsyncGenerator<ScopePage<object>, void, void> {
    const { clients, parent, signal } = this.#question;
    const what = `assets of ${assetTypes.join(' and ')}`;
    const client = await clients.asset();
    const pages = pagesOf(what, async (token) => {
      const request = {
        parent,
        contentType,
        assetTypes: [...assetTypes],
        pageSize,
        pageToken: token ?? null,
      };
      const sent = await clients.send((options) => client.listAssets(request, options), {
        signal,
        fields: `assets(${fields}),nextPageToken`,
      });
      const answer = answerOf(what, sent);
      return { items: itemsOf(what, answer['assets']), next: tokenOf(what, answer['nextPageToken']) };
    });
    for await (const page of pages) yield* this.#split(page, recordOf);
  }

  /** A page's records by the scope that they are of. */
  *#split(page: readonly object[], recordOf: RecordOfAsset): Generator<ScopePage<object>, void, void> {
    const byScope = new Map<Scope, object[]>();
    // Every field of an asset may be missing.
    for (const asset of page as readonly Asset[]) {
      const scope = this.#question.scopeOf(asset.ancestors?.[0] ?? '');
      const record = recordOf(asset);
      if (scope === undefined || record === undefined) continue;
      const records = byScope.get(scope);
      if (records === undefined) byScope.set(scope, [record]);
      else records.push(record);
    }
    for (const [scope, records] of byScope) yield { scope, records };
  }
}
