import type { SandboxService } from '../../service.ts';
import type { AwsContext } from '../context.ts';
import { notEnabled } from '../refusals.ts';
import { ServiceError } from '../service-error.ts';
import { xmlResponse } from '../wire/protocol.ts';
import { queryParameters } from '../wire/query.ts';
import { describeAddresses } from './ec2/addresses.ts';
import type { Ec2Operation } from './ec2/call.ts';
import { describeImages } from './ec2/images.ts';
import { modifyInstanceAttribute, startInstances, stopInstances } from './ec2/instance-changes.ts';
import { describeInstanceTypes } from './ec2/instance-type-list.ts';
import { describeInstances } from './ec2/instances.ts';
import { describeNatGateways } from './ec2/nat-gateways.ts';
import { describeRegions } from './ec2/regions.ts';
import { describeSnapshots } from './ec2/snapshots.ts';
import { createTags, deleteTags } from './ec2/tag-changes.ts';
import { describeTags } from './ec2/tag-list.ts';
import { describeVolumes } from './ec2/volumes.ts';

const namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';
const version = '2016-11-15';

const operations: ReadonlyMap<string, Ec2Operation> = new Map([
  ['CreateTags', createTags],
  ['DeleteTags', deleteTags],
  ['DescribeAddresses', describeAddresses],
  ['DescribeImages', describeImages],
  ['DescribeInstances', describeInstances],
  ['DescribeInstanceTypes', describeInstanceTypes],
  ['DescribeNatGateways', describeNatGateways],
  ['DescribeRegions', describeRegions],
  ['DescribeSnapshots', describeSnapshots],
  ['DescribeTags', describeTags],
  ['DescribeVolumes', describeVolumes],
  ['ModifyInstanceAttribute', modifyInstanceAttribute],
  ['StartInstances', startInstances],
  ['StopInstances', stopInstances],
]);

/** Amazon EC2, as far as Bursar uses it. */
export function ec2Service(context: AwsContext): SandboxService {
  return {
    service: 'ec2',
    handle(request) {
      const parameters = queryParameters(request);
      const action = parameters.get('Action') ?? '';
      if (parameters.get('Version') !== version)
        throw new ServiceError('NoSuchVersion', `The requested version is not ${version}.`);
      const operation = operations.get(action);
      if (operation === undefined)
        throw new ServiceError('InvalidAction', `The action ${action} is not valid for this web service.`);
      refuseUnknownParameters(parameters, operation);
      const cell = context.estate.cell(request.account, request.region);
      if (cell === undefined) throw notEnabled('ec2');
      const pieces = operation.handle({ parameters, cell, context, request });
      const open = `<${action}Response xmlns="${namespace}"><requestId>${request.requestId}</requestId>`;
      return xmlResponse([open, ...pieces, `</${action}Response>`], request.requestId);
    },
  };
}

function refuseUnknownParameters(parameters: URLSearchParams, operation: Ec2Operation): void {
  for (const name of parameters.keys()) {
    const [root = name] = name.split('.', 1);
    if (['Action', 'Version', 'DryRun'].includes(root) || operation.parameters.includes(root)) continue;
    throw new ServiceError('UnknownParameter', `The parameter ${root} is not recognized`);
  }
}
