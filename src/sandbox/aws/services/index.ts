import type { SandboxService } from '../../service.ts';
import type { AwsContext } from '../context.ts';
import type { Identities } from '../identities.ts';
import { autoScalingService } from './auto-scaling.ts';
import { cloudWatchService } from './cloudwatch.ts';
import { costExplorerService } from './cost-explorer.ts';
import { ec2Service } from './ec2.ts';
import { elbService } from './elb.ts';
import { type IsDenied, iamService } from './iam.ts';
import { lambdaService } from './lambda.ts';
import { organizationsService } from './organizations.ts';
import { rdsService } from './rds.ts';
import { s3Service } from './s3.ts';
import { sageMakerService } from './sagemaker.ts';
import { stsService } from './sts.ts';

/** Every service of AWS that is modelled. */
export function awsServices(
  context: AwsContext,
  identities: Identities,
  isDenied: IsDenied,
): readonly SandboxService[] {
  return [
    autoScalingService(context),
    costExplorerService(context),
    cloudWatchService(context),
    ec2Service(context),
    elbService(context),
    iamService(context, isDenied),
    lambdaService(context),
    organizationsService(context),
    rdsService(context),
    s3Service(context),
    sageMakerService(context),
    stsService(context, identities),
  ];
}
