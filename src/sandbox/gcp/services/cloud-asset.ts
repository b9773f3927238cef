import { jsonAnswer } from '../answer.ts';
import type { GcpContext } from '../context.ts';
import { timeText } from '../documents/common.ts';
import { invalidArgument } from '../refusals.ts';
import type { GcpRequest, GcpRoute, GcpService } from '../service.ts';
import { assetTypeNames, partsOf } from './asset/assets.ts';
import { scopeOf } from './asset/scope.ts';
import { policyResult, searchResult } from './asset/search.ts';
import { assetWriter, type ContentType } from './asset/texts.ts';
import { fieldFilter } from './field-filter.ts';
import { itemsOf, pageOf } from './listing.ts';

const listParameters = [
  'assetTypes',
  'contentType',
  'pageSize',
  'pageToken',
  'readTime',
  'relationshipTypes',
];
const searchParameters = ['query', 'pageSize', 'pageToken', 'orderBy', 'assetTypes', 'readMask'];

/** For how long back an inventory can be taken. */
const readableMs = 35 * 86_400_000;

/** Cloud Asset Inventory: everything below a project, a folder or the organization by one list. */
export function cloudAssetService({ estate, clock }: GcpContext): GcpService {
  function list(request: GcpRequest): string {
    const now = clock.now();
    const readAt = readTimeOf(request, now);
    const content = contentTypeOf(request.query.get('contentType') ?? '0');
    const parts = partsOf(estate, scopeOf(estate, request), wantedTypes(request)).map((part) => {
      const write = assetWriter(part, content, estate, estate.anchorAt);
      return {
        size: part.source.size,
        at(index: number): string | undefined {
          const asset = part.source.at(index);
          return asset && write(asset);
        },
      };
    });
    const { items, nextPageToken } = itemsOf(request, { usual: 100, most: 1_000 }, parts);
    const token = nextPageToken === undefined ? '' : `,"nextPageToken":"${nextPageToken}"`;
    const assets = items.length === 0 ? '' : `,"assets":[${items.join(',')}]`;
    return `{"readTime":"${timeText(readAt)}"${assets}${token}}`;
  }

  function search(
    request: GcpRequest,
    resultOf: (
      part: ReturnType<typeof partsOf>[number],
      asset: Parameters<typeof searchResult>[1],
    ) => object | undefined,
  ): object {
    const accepts = searchFilter(request.query.get('query') ?? '');
    const parts = partsOf(estate, scopeOf(estate, request), wantedTypes(request)).map((part) => ({
      size: part.source.size,
      at(index: number): object | undefined {
        const asset = part.source.at(index);
        const result = asset && resultOf(part, asset);
        return result !== undefined && accepts(result) ? result : undefined;
      },
    }));
    return pageOf(request, { name: 'results', usual: 100, most: 500 }, parts);
  }

  const scopes = ['projects/{project}', 'folders/{folder}', 'organizations/{organization}'];
  const routes = scopes.flatMap((scope): readonly GcpRoute[] => [
    {
      operation: 'assets.list',
      method: 'GET',
      path: `/v1/${scope}/assets`,
      permission: 'cloudasset.assets.listResource',
      query: listParameters,
      handle: (request) => jsonAnswer(list(request)),
    },
    {
      operation: 'searchAllResources',
      method: 'GET',
      path: `/v1/${scope}:searchAllResources`,
      permission: 'cloudasset.assets.searchAllResources',
      query: searchParameters,
      handle: (request) => jsonAnswer(search(request, searchResult)),
    },
    {
      operation: 'searchAllIamPolicies',
      method: 'GET',
      path: `/v1/${scope}:searchAllIamPolicies`,
      permission: 'cloudasset.assets.searchAllIamPolicies',
      query: searchParameters,
      handle: (request) => jsonAnswer(search(request, (part, asset) => policyResult(part, asset, estate))),
    },
  ]);
  return { service: 'cloudasset', api: 'cloudasset.googleapis.com', routes };
}

const contentTypes: Readonly<Record<string, ContentType>> = {
  '0': 'none',
  CONTENT_TYPE_UNSPECIFIED: 'none',
  '1': 'resource',
  RESOURCE: 'resource',
  '2': 'iam-policy',
  IAM_POLICY: 'iam-policy',
};

function contentTypeOf(text: string): ContentType {
  const type = Object.hasOwn(contentTypes, text) ? contentTypes[text] : undefined;
  if (type === undefined) throw invalidArgument(`Content type ${text} is not supported here.`);
  return type;
}

/** Types are named, or meant by regular expressions; what means none at all is refused. */
function wantedTypes({ query }: GcpRequest): (type: string) => boolean {
  const asked = query.getAll('assetTypes');
  if (asked.length === 0) return () => true;
  const wanted = new Set<string>();
  for (const text of asked) {
    const found = assetTypeNames.filter((type) => type === text || isMatch(text, type));
    if (found.length === 0)
      throw invalidArgument(`Request contains an invalid argument: the asset type ${text} is not supported.`);
    for (const type of found) wanted.add(type);
  }
  return (type) => wanted.has(type);
}

function isMatch(pattern: string, type: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(type);
  } catch {
    return false;
  }
}

function readTimeOf({ query }: GcpRequest, now: number): number {
  const text = query.get('readTime');
  if (text === null) return now;
  const at = Date.parse(text);
  if (!(at <= now && at >= now - readableMs))
    throw invalidArgument('The read time must be between now and 35 days ago.');
  return at;
}

function searchFilter(text: string): (result: object) => boolean {
  const accepts = fieldFilter(text);
  if (accepts !== undefined) return accepts;
  // A word by itself may stand anywhere.
  return (result) => JSON.stringify(result).toLowerCase().includes(text.trim().toLowerCase());
}
