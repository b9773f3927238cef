import { timeText } from '../../documents/common.ts';
import { policyDocument } from '../../documents/iam-policy.ts';
import type { Estate } from '../../estate/estate.ts';
import type { Asset } from './asset-source.ts';
import type { AssetPart } from './assets.ts';
import { policyOf } from './texts.ts';

/** An asset as a search finds it: what can be searched for, and no more. */
export function searchResult({ place }: AssetPart, asset: Asset): object {
  const { createdAt, labels, state } = asset;
  const [parent] = place.project === undefined ? place.ancestors.slice(1) : place.ancestors;
  return {
    name: asset.name,
    assetType: place.type.type,
    ...above(place.ancestors),
    displayName: asset.displayName,
    location: asset.location,
    ...(labels.length > 0 && { labels: Object.fromEntries(labels) }),
    ...(state !== undefined && { state }),
    ...(createdAt !== undefined && { createTime: timeText(createdAt) }),
    ...(parent !== undefined && {
      parentFullResourceName: `//cloudresourcemanager.googleapis.com/${parent}`,
      parentAssetType: `cloudresourcemanager.googleapis.com/${parentTypes[parent.split('/')[0] ?? ''] ?? ''}`,
    }),
  };
}

const parentTypes: Readonly<Record<string, string>> = {
  projects: 'Project',
  folders: 'Folder',
  organizations: 'Organization',
};

/** The policy of an asset as a search finds it; undefined where it has none. */
export function policyResult({ place }: AssetPart, asset: Asset, estate: Estate): object | undefined {
  const policy = policyOf(place, estate);
  return (
    policy && {
      resource: asset.name,
      assetType: place.type.type,
      ...above(place.ancestors),
      policy: policyDocument(policy, 3),
    }
  );
}

function above(ancestors: readonly string[]): object {
  const folders = ancestors.filter((name) => name.startsWith('folders/'));
  const project = ancestors.find((name) => name.startsWith('projects/'));
  const organization = ancestors.find((name) => name.startsWith('organizations/'));
  return {
    ...(project !== undefined && { project }),
    ...(folders.length > 0 && { folders }),
    ...(organization !== undefined && { organization }),
  };
}
