import type { Estate, ProjectCell } from '../../estate/estate.ts';
import type { Folder } from '../../estate/place.ts';
import { folderDocument, organizationDocument } from '../resource-manager/documents.ts';
import type { Asset, AssetSource, AssetType } from './asset-source.ts';
import { computeTypes } from './compute-types.ts';
import { otherTypes } from './other-types.ts';
import { type AssetScope, ancestorsOf } from './scope.ts';

/** An asset's type, and what is above it. */
export interface AssetPlace {
  readonly type: Omit<AssetType, 'sourcesOf'>;
  /** `projects/123`, `folders/456`, `organizations/789`: the nearest first, itself left out but for a project. */
  readonly ancestors: readonly string[];
  /** The project that it is in. */
  readonly project?: ProjectCell;
}

/** A run of assets of one type in one place. */
export interface AssetPart {
  readonly place: AssetPlace;
  readonly source: AssetSource;
}

const folderType = {
  type: 'cloudresourcemanager.googleapis.com/Folder',
  version: 'v3',
  discoveryName: 'Folder',
};
const organizationType = {
  type: 'cloudresourcemanager.googleapis.com/Organization',
  version: 'v3',
  discoveryName: 'Organization',
};
const ofProjects = [...otherTypes, ...computeTypes];

/** Every type that is inventoried. */
export const assetTypeNames: readonly string[] = [folderType, organizationType, ...ofProjects].map(
  ({ type }) => type,
);

/** All that is in a scope, in a fixed order; of some types only. */
export function partsOf(
  estate: Estate,
  scope: AssetScope,
  wants: (type: string) => boolean,
): readonly AssetPart[] {
  const { organization } = estate;
  const root = `organizations/${organization.id}`;
  const above: AssetPart[] = scope.withOrganization
    ? [{ place: { type: organizationType, ancestors: [root] }, source: single(organizationAsset(estate)) }]
    : [];
  for (const folder of scope.folders)
    above.push({
      place: { type: folderType, ancestors: ancestorsOf(estate, `folders/${folder.id}`) },
      source: single(folderAsset(folder)),
    });
  const wanted = ofProjects.filter(({ type }) => wants(type));
  return [
    ...above.filter(({ place }) => wants(place.type.type)),
    ...scope.projects.flatMap((project) => {
      const ancestors = [`projects/${project.number}`, ...ancestorsOf(estate, project.parent)];
      return wanted.flatMap((type) =>
        type.sourcesOf(project).map((source) => ({ place: { type, ancestors, project }, source })),
      );
    }),
  ];
}

function single(asset: Asset): AssetSource {
  return { size: 1, at: () => asset };
}

function folderAsset(folder: Folder): Asset {
  return {
    name: `//cloudresourcemanager.googleapis.com/folders/${folder.id}`,
    displayName: folder.displayName,
    location: 'global',
    labels: [],
    state: 'ACTIVE',
    createdAt: folder.createdAt,
    data: () => JSON.stringify(folderDocument(folder)),
  };
}

function organizationAsset({ organization }: Estate): Asset {
  return {
    name: `//cloudresourcemanager.googleapis.com/organizations/${organization.id}`,
    displayName: organization.displayName,
    location: 'global',
    labels: [],
    state: 'ACTIVE',
    createdAt: organization.createdAt,
    data: () => JSON.stringify(organizationDocument(organization)),
  };
}
