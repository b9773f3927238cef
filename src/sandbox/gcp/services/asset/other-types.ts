import type { Modelled, Population } from '../../../population.ts';
import { bucketDocument } from '../../documents/bucket.ts';
import { databaseDocument } from '../../documents/database.ts';
import { endpointDocument } from '../../documents/endpoint.ts';
import { functionDocument } from '../../documents/function.ts';
import { keyDocument, roleDocument, serviceAccountDocument } from '../../documents/identity.ts';
import { notebookDocument } from '../../documents/notebook.ts';
import { runServiceDocument } from '../../documents/run-service.ts';
import type { Cell, ProjectCell } from '../../estate/estate.ts';
import { projectDocument } from '../resource-manager/documents.ts';
import type { Asset, AssetSource, AssetType } from './asset-source.ts';

/** As many keys as any service account has. */
const mostKeys = 4;

/** What a project has beside Compute Engine's, itself first. */
export const otherTypes: readonly AssetType[] = [
  {
    type: 'cloudresourcemanager.googleapis.com/Project',
    version: 'v3',
    discoveryName: 'Project',
    sourcesOf: (project) => [{ size: 1, at: () => projectAsset(project) }],
  },
  inCells('sqladmin.googleapis.com/Instance', 'DatabaseInstance', {
    populationsOf: (cell) => [cell.databases],
    assetOf: (database, cell) => ({
      location: cell.region,
      state: database.state,
      createdAt: database.createdAt,
      document: () => databaseDocument(database, cell),
    }),
  }),
  inCells('run.googleapis.com/Service', 'GoogleCloudRunV2Service', {
    populationsOf: (cell) => [cell.runServices, cell.functionServices],
    assetOf: (service, cell) => ({
      location: cell.region,
      createdAt: service.createdAt,
      document: () => runServiceDocument(service, cell),
    }),
  }),
  inCells('cloudfunctions.googleapis.com/Function', 'Function', {
    populationsOf: (cell) => [cell.functions],
    assetOf: (one, cell) => ({
      location: cell.region,
      state: one.state,
      createdAt: one.createdAt,
      document: () => functionDocument(one, cell),
    }),
  }),
  inCells('notebooks.googleapis.com/Instance', 'Instance', {
    populationsOf: (cell) => [cell.notebooks],
    assetOf: (notebook, cell) => ({
      location: notebook.zone,
      state: notebook.state,
      createdAt: notebook.createdAt,
      document: () => notebookDocument(notebook, cell),
    }),
  }),
  inCells('aiplatform.googleapis.com/Endpoint', 'GoogleCloudAiplatformV1Endpoint', {
    populationsOf: (cell) => [cell.endpoints],
    assetOf: (endpoint, cell) => ({
      // Vertex AI knows projects by their numbers only.
      name: endpoint.arn.replace(`/${cell.project.id}/`, `/${cell.project.number}/`),
      displayName: endpoint.displayName,
      location: cell.region,
      createdAt: endpoint.createdAt,
      document: () => endpointDocument(endpoint, cell),
    }),
  }),
  inProject('storage.googleapis.com/Bucket', 'Bucket', (project) =>
    sourceOf(project.buckets, (bucket) => ({
      location: bucket.location.toLowerCase(),
      createdAt: bucket.createdAt,
      document: () => bucketDocument(bucket, project),
    })),
  ),
  inProject('iam.googleapis.com/ServiceAccount', 'ServiceAccount', (project) =>
    sourceOf(project.serviceAccounts, (account) => ({
      // Its address could be given to another one once it is gone.
      name: `//iam.googleapis.com/projects/${project.id}/serviceAccounts/${account.uniqueId}`,
      location: 'global',
      state: account.disabled ? 'DISABLED' : 'ENABLED',
      document: () => serviceAccountDocument(account, project),
    })),
  ),
  inProject('iam.googleapis.com/ServiceAccountKey', 'ServiceAccountKey', keysOf),
  inProject('iam.googleapis.com/Role', 'Role', (project) =>
    sourceOf(project.customRoles, (role) => ({
      location: 'global',
      document: () => roleDocument(role, true),
    })),
  ),
];

/** What of an asset does not follow from its model. */
type Told = Omit<Asset, 'name' | 'displayName' | 'labels' | 'data'> &
  Partial<Pick<Asset, 'name' | 'displayName'>> & { document(): object };

function sourceOf<Model extends Modelled>(
  { size, at }: Population<Model>,
  told: (model: Model) => Told,
): AssetSource {
  return {
    size,
    at(index) {
      const model = at(index);
      const { document, ...rest } = told(model);
      return {
        name: model.arn,
        displayName: model.id,
        labels: model.tags,
        ...rest,
        data: () => JSON.stringify(document()),
      };
    },
  };
}

function inCells<Model extends Modelled>(
  type: string,
  discoveryName: string,
  of: {
    populationsOf(cell: Cell): readonly Population<Model>[];
    assetOf(model: Model, cell: Cell): Told;
  },
): AssetType {
  return {
    type,
    version: type.startsWith('sqladmin') || type.startsWith('aiplatform') ? 'v1' : 'v2',
    discoveryName,
    sourcesOf: ({ cells }) =>
      cells.flatMap((cell) =>
        of.populationsOf(cell).map((population) => sourceOf(population, (model) => of.assetOf(model, cell))),
      ),
  };
}

function inProject(
  type: string,
  discoveryName: string,
  source: (project: ProjectCell) => AssetSource,
): AssetType {
  return { type, version: 'v1', discoveryName, sourcesOf: (project) => [source(project)] };
}

function projectAsset(project: ProjectCell): Asset {
  return {
    name: `//cloudresourcemanager.googleapis.com/projects/${project.number}`,
    displayName: project.name,
    location: 'global',
    labels: project.labels,
    state: 'ACTIVE',
    createdAt: project.createdAt,
    data: () => JSON.stringify(projectDocument(project)),
  };
}

function keysOf(project: ProjectCell): AssetSource {
  const { serviceAccounts } = project;
  return {
    size: serviceAccounts.size * mostKeys,
    at(index) {
      const account = serviceAccounts.at(Math.floor(index / mostKeys));
      const key = account.keys[index % mostKeys];
      return (
        key && {
          name: `${account.arn}/keys/${key.id}`,
          displayName: key.id,
          location: 'global',
          labels: [],
          createdAt: key.validFrom,
          data: () => JSON.stringify(keyDocument(key, account, project)),
        }
      );
    },
  };
}
