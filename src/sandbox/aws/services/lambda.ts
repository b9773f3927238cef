import type { SandboxRequest, SandboxService } from '../../service.ts';
import type { AwsContext } from '../context.ts';
import type { Cell } from '../estate/estate.ts';
import type { LambdaFunction } from '../estate/functions.ts';
import { ServiceError } from '../service-error.ts';
import { offsetOf, tokenOf } from '../wire/page.ts';
import { jsonResponse } from '../wire/protocol.ts';
import { pageOfPopulation } from './population-page.ts';
import { cellOf } from './query-service.ts';

const mostOnPage = 50;

/** AWS Lambda, as far as functions can be read. */
export function lambdaService(context: AwsContext): SandboxService {
  return {
    service: 'lambda',
    handle(request) {
      const answer = route(request, cellOf(context, request));
      return jsonResponse('rest-json', answer, request.requestId);
    },
  };
}

function route({ method, path, query }: SandboxRequest, cell: Cell): unknown {
  const [version, kind, name, part] = path.split('/').slice(1).map(decodeURIComponent);
  if (method === 'GET' && version === '2015-03-31' && kind === 'functions' && (name ?? '') === '')
    return listFunctions(query, cell);
  if (method === 'GET' && version === '2017-03-31' && kind === 'tags' && name !== undefined)
    return { Tags: Object.fromEntries(functionNamed(cell, name).tags) };
  const concurrency =
    kind === 'functions' && part === 'provisioned-concurrency' && query.get('List') === 'ALL';
  if (method === 'GET' && version === '2019-09-30' && concurrency && name !== undefined)
    return listProvisionedConcurrency(query, functionNamed(cell, name));
  throw new ServiceError('UnknownOperationException', `${method} ${path} is not part of the sandbox.`, 404);
}

function listFunctions(query: URLSearchParams, cell: Cell): unknown {
  refuseUnknown(query, ['Marker', 'MaxItems', 'FunctionVersion']);
  const list = `lambda functions ${cell.account.id} ${cell.region}`;
  const from = offsetOf(list, query.get('Marker'), 'InvalidParameterValueException');
  const { items, next } = pageOfPopulation(cell.functions, from, limitOf(query, 10_000));
  return {
    Functions: items.map(configurationOf),
    ...(next !== undefined && { NextMarker: tokenOf(list, next) }),
  };
}

function listProvisionedConcurrency(query: URLSearchParams, lambda: LambdaFunction): unknown {
  refuseUnknown(query, ['List', 'Marker', 'MaxItems']);
  limitOf(query, 50);
  if (query.has('Marker')) throw new ServiceError('InvalidParameterValueException', 'Invalid Marker');
  const count = lambda.provisionedConcurrency;
  if (count === undefined) return { ProvisionedConcurrencyConfigs: [] };
  return {
    ProvisionedConcurrencyConfigs: [
      {
        FunctionArn: `${lambda.arn}:live`,
        RequestedProvisionedConcurrentExecutions: count,
        AvailableProvisionedConcurrentExecutions: count,
        AllocatedProvisionedConcurrentExecutions: count,
        Status: 'READY',
        LastModified: timeOf(lambda.modifiedAt),
      },
    ],
  };
}

function configurationOf(lambda: LambdaFunction): unknown {
  return {
    FunctionName: lambda.id,
    FunctionArn: lambda.arn,
    ...(lambda.runtime !== undefined && { Runtime: lambda.runtime, Handler: 'index.handler' }),
    Role: lambda.roleArn,
    CodeSize: lambda.codeBytes,
    Description: '',
    Timeout: lambda.timeoutSeconds,
    MemorySize: lambda.memoryMib,
    LastModified: timeOf(lambda.modifiedAt),
    CodeSha256: lambda.codeSha256,
    Version: '$LATEST',
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: `rev-${lambda.codeSha256.slice(0, 8)}`,
    PackageType: lambda.runtime === undefined ? 'Image' : 'Zip',
    Architectures: [lambda.architecture],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${lambda.id}` },
  };
}

/** `2026-01-31T17:47:02.456+0000`, as this service writes it. */
function timeOf(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}

function functionNamed(cell: Cell, nameOrArn: string): LambdaFunction {
  const found = cell.functions.find(nameOrArn.split(':').at(nameOrArn.startsWith('arn:') ? 6 : -1) ?? '');
  if (found === undefined || (nameOrArn.startsWith('arn:') && nameOrArn !== found.arn))
    throw new ServiceError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, 404);
  return found;
}

function limitOf(query: URLSearchParams, most: number): number {
  const text = query.get('MaxItems');
  if (text === null) return mostOnPage;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > most)
    throw new ServiceError(
      'InvalidParameterValueException',
      `Value ${text} at 'maxItems' failed to satisfy constraint: between 1 and ${most}`,
    );
  return Math.min(limit, mostOnPage);
}

function refuseUnknown(query: URLSearchParams, known: readonly string[]): void {
  const unknown = [...query.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new ServiceError('InvalidParameterValueException', `The parameter ${unknown} is not recognized`);
}
