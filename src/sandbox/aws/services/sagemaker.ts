import { z } from 'zod';
import type { SandboxRequest, SandboxService } from '../../service.ts';
import type { AwsContext } from '../context.ts';
import type { Endpoint } from '../estate/endpoints.ts';
import type { Cell } from '../estate/estate.ts';
import type { Notebook } from '../estate/notebooks.ts';
import { ServiceError } from '../service-error.ts';
import { offsetOf, tokenOf } from '../wire/page.ts';
import { jsonOperation, jsonService } from './json-service.ts';
import { pageOfPopulation } from './population-page.ts';
import { cellOf } from './query-service.ts';
import {
  describedEndpoint,
  describedEndpointConfig,
  describedNotebook,
  listedEndpoint,
  listedNotebook,
} from './sagemaker/descriptions.ts';

const listInput = z.strictObject({
  NextToken: z.string().optional(),
  MaxResults: z.int().min(1).max(100).default(10),
  NameContains: z.string().optional(),
  StatusEquals: z.string().optional(),
});

const tagsInput = z.strictObject({
  ResourceArn: z.string(),
  NextToken: z.string().optional(),
  MaxResults: z.int().min(50).optional(),
});

type ListInput = z.output<typeof listInput>;

/** Amazon SageMaker, as far as notebook instances and endpoints can be read. */
export function sageMakerService(context: AwsContext): SandboxService {
  const cell = (request: SandboxRequest) => cellOf(context, request);
  return jsonService(
    { service: 'sagemaker', protocol: 'json-1.1', target: 'SageMaker', invalidCode: 'ValidationException' },
    new Map([
      [
        'ListNotebookInstances',
        jsonOperation(listInput, (input, request) => listNotebooks(input, cell(request))),
      ],
      [
        'DescribeNotebookInstance',
        jsonOperation(z.strictObject({ NotebookInstanceName: z.string() }), (input, request) =>
          describedNotebook(notebookNamed(cell(request), input.NotebookInstanceName), cell(request)),
        ),
      ],
      ['ListEndpoints', jsonOperation(listInput, (input, request) => listEndpoints(input, cell(request)))],
      [
        'DescribeEndpoint',
        jsonOperation(z.strictObject({ EndpointName: z.string() }), (input, request) =>
          describedEndpoint(endpointNamed(cell(request), input.EndpointName)),
        ),
      ],
      [
        'DescribeEndpointConfig',
        jsonOperation(z.strictObject({ EndpointConfigName: z.string() }), (input, request) =>
          describedEndpointConfig(configNamed(cell(request), input.EndpointConfigName)),
        ),
      ],
      ['ListTags', jsonOperation(tagsInput, (input, request) => listTags(input.ResourceArn, cell(request)))],
    ]),
  );
}

function listNotebooks(input: ListInput, cell: Cell): unknown {
  const list = listOf('notebooks', input, cell);
  const { items, next } = pageOfPopulation(
    cell.notebooks,
    offsetOf(list, input.NextToken, 'ValidationException'),
    input.MaxResults,
    (notebook) => accepts(notebook, input),
  );
  return { NotebookInstances: items.map((item) => listedNotebook(item, cell)), ...nextToken(list, next) };
}

function listEndpoints(input: ListInput, cell: Cell): unknown {
  const list = listOf('endpoints', input, cell);
  const { items, next } = pageOfPopulation(
    cell.endpoints,
    offsetOf(list, input.NextToken, 'ValidationException'),
    input.MaxResults,
    (endpoint) => accepts(endpoint, input),
  );
  return { Endpoints: items.map(listedEndpoint), ...nextToken(list, next) };
}

function listOf(kind: string, { NameContains = '', StatusEquals = '' }: ListInput, cell: Cell): string {
  return `sagemaker ${kind} ${cell.account.id} ${cell.region} ${NameContains} ${StatusEquals}`;
}

function accepts(
  { id, status }: { readonly id: string; readonly status: string },
  { NameContains = '', StatusEquals }: ListInput,
): boolean {
  return id.includes(NameContains) && (StatusEquals === undefined || StatusEquals === status);
}

function nextToken(list: string, next: number | undefined): { readonly NextToken?: string } {
  return next === undefined ? {} : { NextToken: tokenOf(list, next) };
}

function listTags(arn: string, cell: Cell): unknown {
  const [type, name = ''] = (arn.split(':')[5] ?? '').split('/');
  const tagged = type === 'notebook-instance' ? cell.notebooks.find(name) : cell.endpoints.find(name);
  if (tagged === undefined || tagged.arn !== arn)
    throw new ServiceError('ValidationException', `Could not find resource "${arn}".`);
  return { Tags: tagged.tags.map(([Key, Value]) => ({ Key, Value })) };
}

function notebookNamed(cell: Cell, name: string): Notebook {
  const notebook = cell.notebooks.find(name);
  if (notebook === undefined) throw new ServiceError('ValidationException', 'RecordNotFound');
  return notebook;
}

function endpointNamed(cell: Cell, name: string): Endpoint {
  const endpoint = cell.endpoints.find(name);
  if (endpoint === undefined)
    throw new ServiceError(
      'ValidationException',
      `Could not find endpoint "arn:aws:sagemaker:${cell.region}:${cell.account.id}:endpoint/${name}".`,
    );
  return endpoint;
}

function configNamed(cell: Cell, name: string): Endpoint {
  const endpoint = cell.endpoints.find(name.replace(/-config$/, ''));
  if (endpoint === undefined || endpoint.configName !== name)
    throw new ServiceError(
      'ValidationException',
      `Could not find endpoint configuration "arn:aws:sagemaker:${cell.region}:${cell.account.id}:endpoint-config/${name}".`,
    );
  return endpoint;
}
