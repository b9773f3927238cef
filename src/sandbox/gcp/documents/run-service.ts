import type { Cell } from '../estate/estate.ts';
import type { RunService } from '../estate/run-services.ts';
import { labelsDocument, timeText } from './common.ts';

/** A Cloud Run service as its own API and Cloud Asset Inventory tell it. */
export function runServiceDocument(service: RunService, { project, region }: Cell): object {
  const { id, minInstances, maxInstances, accelerator } = service;
  const name = `projects/${project.id}/locations/${region}/services/${id}`;
  const revision = `${name}/revisions/${id}-${String(service.generation).padStart(5, '0')}-abc`;
  const uri = `https://${id}-${project.number}.${region}.run.app`;
  return {
    name,
    uid: service.uid,
    generation: String(service.generation),
    ...labelsDocument(service.tags),
    createTime: timeText(service.createdAt),
    updateTime: timeText(service.updatedAt),
    creator: 'deployer@acme.example',
    lastModifier: 'deployer@acme.example',
    client: 'gcloud',
    ingress: 'INGRESS_TRAFFIC_ALL',
    launchStage: 'GA',
    template: {
      scaling: {
        ...(minInstances > 0 && { minInstanceCount: minInstances }),
        maxInstanceCount: maxInstances,
      },
      timeout: `${service.timeoutSeconds}s`,
      serviceAccount: service.serviceAccount,
      maxInstanceRequestConcurrency: 80,
      containers: [
        {
          image: service.image,
          resources: {
            limits: {
              cpu: service.cpu,
              memory: service.memory,
              ...(accelerator !== undefined && { 'nvidia.com/gpu': '1' }),
            },
            ...(service.cpuIdle && { cpuIdle: true }),
            startupCpuBoost: true,
          },
          ports: [{ name: 'http1', containerPort: 8_080 }],
        },
      ],
      ...(accelerator !== undefined && { nodeSelector: { accelerator } }),
    },
    traffic: [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 }],
    observedGeneration: String(service.generation),
    terminalCondition: conditionOf(service),
    latestReadyRevision: revision,
    latestCreatedRevision: revision,
    trafficStatuses: [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 }],
    uri,
    urls: [uri],
    etag: `"${Buffer.from(String(service.seed)).toString('base64')}"`,
  };
}

function conditionOf({ ready, updatedAt }: RunService): object {
  return {
    type: 'Ready',
    state: ready ? 'CONDITION_SUCCEEDED' : 'CONDITION_FAILED',
    lastTransitionTime: timeText(updatedAt),
    ...(!ready && { reason: 'CONTAINER_MISSING', message: 'The image of the container was not found.' }),
  };
}
