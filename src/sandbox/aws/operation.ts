import type { SandboxRequest } from '../service.ts';
import { protocolOf } from './wire/protocol.ts';

/** What is counted where a request names no operation, or one that is not known. */
const unknownOperation = 'Unknown';

/** The name of the operation that is called, as AWS's documentation has it. */
export function operationOf(
  request: Pick<SandboxRequest, 'service' | 'method' | 'path' | 'query' | 'headers' | 'body'>,
): string {
  switch (protocolOf(request.service)) {
    case 'ec2':
    case 'query':
      return actionOf(request);
    case 'json-1.0':
    case 'json-1.1':
      return targetOf(request.headers['x-amz-target']);
    case 'rest-json':
    case 'rest-xml':
      break;
  }
  return restOperationOf(request.service, request.method, request.path, request.query);
}

function actionOf({ method, query, body }: Pick<SandboxRequest, 'method' | 'query' | 'body'>): string {
  if (method !== 'POST') return query.get('Action') ?? unknownOperation;
  const text = body.toString('latin1', 0, 4_096);
  return /(?:^|&)Action=(\w+)/.exec(text)?.[1] ?? unknownOperation;
}

function targetOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? (header.split('.').at(-1) ?? unknownOperation) : unknownOperation;
}

const bucketReads: Readonly<Record<string, string>> = {
  accelerate: 'GetBucketAccelerateConfiguration',
  acl: 'GetBucketAcl',
  encryption: 'GetBucketEncryption',
  lifecycle: 'GetBucketLifecycleConfiguration',
  location: 'GetBucketLocation',
  logging: 'GetBucketLogging',
  policy: 'GetBucketPolicy',
  policyStatus: 'GetBucketPolicyStatus',
  publicAccessBlock: 'GetPublicAccessBlock',
  tagging: 'GetBucketTagging',
  versioning: 'GetBucketVersioning',
};

function restOperationOf(service: string, method: string, path: string, query: URLSearchParams): string {
  if (service === 's3') {
    if (method === 'GET' && path === '/') return 'ListBuckets';
    if (method === 'HEAD') return 'HeadBucket';
    const subresource = [...query.keys()].find((key) => Object.hasOwn(bucketReads, key));
    return (subresource !== undefined && bucketReads[subresource]) || unknownOperation;
  }
  // Lambda: /2015-03-31/functions/…, /2017-03-31/tags/…
  const [, , what, name, part] = path.split('/');
  if (method === 'GET' && what === 'functions') {
    if (name === undefined || name === '') return 'ListFunctions';
    return part === undefined ? 'GetFunction' : `GetFunction${part[0]?.toUpperCase() ?? ''}${part.slice(1)}`;
  }
  return method === 'GET' && what === 'tags' ? 'ListTags' : unknownOperation;
}

const signingNames: Readonly<Record<string, string>> = { cloudwatch: 'monitoring' };

/** The service, by its signing name, and the operation of an IAM action such as `cloudwatch:GetMetricData`. */
export function operationOfAction(action: string): { readonly service: string; readonly operation: string } {
  const [prefix = '', operation = ''] = action.split(':');
  return { service: signingNames[prefix] ?? prefix, operation };
}
