import type { Cell } from '../estate/estate.ts';
import type { CloudFunction } from '../estate/functions.ts';
import { labelsDocument, timeText } from './common.ts';

/** A function as its own API and Cloud Asset Inventory tell it. */
export function functionDocument(one: CloudFunction, { project, region }: Cell): object {
  const location = `projects/${project.id}/locations/${region}`;
  const uri = `https://${one.id}-${one.seed.toString(36)}-uc.a.run.app`;
  return {
    name: `${location}/functions/${one.id}`,
    environment: 'GEN_2',
    state: one.state,
    createTime: timeText(one.createdAt),
    updateTime: timeText(one.updatedAt),
    url: `https://${region}-${project.id}.cloudfunctions.net/${one.id}`,
    ...labelsDocument(one.tags),
    buildConfig: {
      build: `projects/${project.number}/locations/${region}/builds/${one.seed.toString(16).padStart(8, '0')}`,
      runtime: one.runtime,
      entryPoint: one.entryPoint,
      dockerRegistry: 'ARTIFACT_REGISTRY',
      dockerRepository: `${location}/repositories/gcf-artifacts`,
    },
    serviceConfig: {
      service: `${location}/services/${one.id}`,
      revision: `${one.id}-00004-xab`,
      uri,
      timeoutSeconds: one.timeoutSeconds,
      availableMemory: one.memory,
      availableCpu: one.cpu,
      maxInstanceCount: 100,
      ...(one.minInstances > 0 && { minInstanceCount: one.minInstances }),
      maxInstanceRequestConcurrency: 1,
      ingressSettings: 'ALLOW_ALL',
      allTrafficOnLatestRevision: true,
      serviceAccountEmail: one.serviceAccount,
    },
    ...(one.state === 'FAILED' && {
      stateMessages: [
        { severity: 'ERROR', type: 'CloudRunServiceNotFound', message: 'Cloud Run service not found.' },
      ],
    }),
  };
}
