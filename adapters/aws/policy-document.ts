/** An IAM policy. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
}

/** What a service is asked for, as a statement's Sid says it. */
const concerns: Readonly<Record<string, string>> = {
  autoscaling: 'ScalingGroups',
  ce: 'Costs',
  cloudwatch: 'Telemetry',
  ec2: 'Machines',
  elasticloadbalancing: 'LoadBalancers',
  iam: 'Identities',
  lambda: 'Functions',
  organizations: 'Organization',
  rds: 'Databases',
  s3: 'Buckets',
  sagemaker: 'MachineLearning',
};

const account = 'organizations::*:account/o-*/*';
const unit = 'organizations::*:ou/o-*/ou-*';

/** The actions that AWS lets be limited to resources of a type; the others take `*` alone. */
const resources: Readonly<Record<string, readonly string[]>> = {
  'iam:ListPolicyTags': ['iam::*:policy/*'],
  'lambda:ListTags': ['lambda:*:*:function:*'],
  'organizations:DescribeAccount': [account],
  'organizations:DescribeOrganizationalUnit': [unit],
  'organizations:ListParents': [account, unit],
  'organizations:ListTagsForResource': [account],
  'rds:DescribeDBInstances': ['rds:*:*:db:*'],
  's3:GetBucketTagging': ['s3:::*'],
  's3:GetBucketVersioning': ['s3:::*'],
  's3:GetLifecycleConfiguration': ['s3:::*'],
  'sagemaker:DescribeEndpoint': ['sagemaker:*:*:endpoint/*'],
  'sagemaker:DescribeEndpointConfig': ['sagemaker:*:*:endpoint-config/*'],
  'sagemaker:DescribeNotebookInstance': ['sagemaker:*:*:notebook-instance/*'],
  // Of whatever the statement's other actions are for.
  'sagemaker:ListTags': [],
};

/** A policy of the actions, a statement for each service and sort of resource, and more statements if there are any. */
export function policyOf(
  actions: readonly string[],
  partition: string,
  more: readonly Statement[] = [],
): PolicyDocument {
  const groups = Map.groupBy([...new Set(actions)].toSorted(), (action) => {
    const service = action.slice(0, action.indexOf(':'));
    const concern = concerns[service] ?? service;
    return Object.hasOwn(resources, action) ? `Read${concern}Details` : `Read${concern}`;
  });
  const statements = [...groups].map(
    ([Sid, Action]): Statement => ({ Sid, Effect: 'Allow', Action, Resource: resourceOf(Action, partition) }),
  );
  return { Version: '2012-10-17', Statement: [...statements, ...more] };
}

function resourceOf(actions: readonly string[], partition: string): string | readonly string[] {
  const types = new Set(actions.flatMap((action) => resources[action] ?? []));
  return types.size === 0 ? '*' : [...types].toSorted().map((type) => `arn:${partition}:${type}`);
}
