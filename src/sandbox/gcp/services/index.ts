import type { GcpContext } from '../context.ts';
import type { GcpService } from '../service.ts';
import { cloudAssetService } from './cloud-asset.ts';
import { cloudSqlService } from './cloud-sql.ts';
import { cloudStorageService } from './cloud-storage.ts';
import { computeService } from './compute.ts';
import { iamService } from './iam.ts';
import { notebooksService, vertexService } from './machine-learning.ts';
import { monitoringService } from './monitoring.ts';
import { recommenderService } from './recommender.ts';
import { resourceManagerService } from './resource-manager.ts';
import { cloudFunctionsService, cloudRunService } from './serverless.ts';

/** Every service of Google's that is modelled. */
export function gcpServices(context: GcpContext): readonly GcpService[] {
  return [
    computeService(context),
    cloudAssetService(context),
    cloudFunctionsService(context),
    cloudRunService(context),
    cloudSqlService(context),
    cloudStorageService(context),
    iamService(context),
    monitoringService(context),
    notebooksService(context),
    recommenderService(context),
    resourceManagerService(context),
    vertexService(context),
  ];
}
