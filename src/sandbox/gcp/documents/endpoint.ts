import type { DeployedModel, Endpoint } from '../estate/endpoints.ts';
import type { Cell } from '../estate/estate.ts';
import { labelsDocument, timeText } from './common.ts';

/** An endpoint as Vertex AI and Cloud Asset Inventory tell it: its name has the project's number, not its id. */
export function endpointDocument(endpoint: Endpoint, cell: Cell): object {
  const { models } = endpoint;
  const share = models.length === 0 ? 0 : Math.floor(100 / models.length);
  const split = models.map(
    ({ id }, index) => [id, index === 0 ? 100 - share * (models.length - 1) : share] as const,
  );
  return {
    name: `projects/${cell.project.number}/locations/${cell.region}/endpoints/${endpoint.id}`,
    displayName: endpoint.displayName,
    ...(models.length > 0 && {
      deployedModels: models.map((model) => modelDocument(model, endpoint, cell)),
      trafficSplit: Object.fromEntries(split),
    }),
    etag: Buffer.from(`${endpoint.seed}`).toString('base64'),
    ...labelsDocument(endpoint.tags),
    createTime: timeText(endpoint.createdAt),
    updateTime: timeText(endpoint.updatedAt),
  };
}

function modelDocument(model: DeployedModel, { createdAt }: Endpoint, { project, region }: Cell): object {
  const { machine, minReplicas, maxReplicas } = model;
  const replicas = { minReplicaCount: minReplicas, maxReplicaCount: maxReplicas };
  return {
    id: model.id,
    model: `projects/${project.number}/locations/${region}/models/${model.modelId}`,
    modelVersionId: '1',
    displayName: model.displayName,
    createTime: timeText(createdAt),
    ...(machine === undefined
      ? { automaticResources: replicas }
      : {
          dedicatedResources: {
            machineSpec: {
              machineType: machine.type,
              ...(machine.gpu && {
                acceleratorType: machine.gpu.accelerator.type,
                acceleratorCount: machine.gpu.count,
              }),
            },
            ...replicas,
          },
        }),
  };
}
