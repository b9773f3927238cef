import { createRequire } from 'node:module';
import { PassThroughClient } from 'google-auth-library';
import { expect, test } from 'vitest';
import { slimGaxOf } from '../../../adapters/gcp/sdk/slim-gax.ts';

const require = createRequire(import.meta.url);

interface Sent {
  readonly url: string;
  readonly method: string | undefined;
  readonly body: unknown;
}

/** What a client sends for a call, with all of its descriptors or only with those that it uses. */
async function sentBy(
  path: string,
  name: string,
  method: string,
  request: object,
  slim: boolean,
): Promise<Sent[]> {
  const sent: Sent[] = [];
  const fetchImplementation = async (input: unknown, init: RequestInit = {}) => {
    sent.push({ url: String(input), method: init.method, body: init.body });
    return Response.json({});
  };
  const [scope = '', packageName = ''] = path.split('/');
  const authClient = new PassThroughClient({ transporterOptions: { fetchImplementation } });
  const { [name]: Client } = require(`${path}.js`);
  const client = new Client(
    { authClient, fallback: true },
    slim ? slimGaxOf(`${scope}/${packageName}`) : undefined,
  );
  const answer = client[method](request, { autoPaginate: false });
  await (Symbol.asyncIterator in answer ? answer[Symbol.asyncIterator]().next() : answer);
  return sent;
}

/** How a request is worded apart: enumerations by numbers, with white space. */
function plain({ url, method, body }: Sent): Sent {
  const address = new URL(url);
  for (const name of ['$alt', '$prettyPrint']) address.searchParams.delete(name);
  return { url: String(address), method, body };
}

test.each([
  [
    '@google-cloud/compute/build/src/v1/instances_client',
    'InstancesClient',
    'aggregatedListAsync',
    { project: 'p', maxResults: 500, filter: 'status=RUNNING', pageToken: 't' },
  ],
  [
    '@google-cloud/compute/build/src/v1/backend_services_client',
    'BackendServicesClient',
    'getHealth',
    { project: 'p', backendService: 'b', resourceGroupReferenceResource: { group: 'g' } },
  ],
  [
    '@google-cloud/compute/build/src/v1/instance_group_managers_client',
    'InstanceGroupManagersClient',
    'listManagedInstancesAsync',
    { project: 'p', zone: 'z', instanceGroupManager: 'm', maxResults: 5 },
  ],
  [
    '@google-cloud/sql/build/src/v1/sql_instances_service_client',
    'SqlInstancesServiceClient',
    'list',
    { project: 'p', maxResults: 10 },
  ],
  [
    '@google-cloud/run/build/src/v2/services_client',
    'ServicesClient',
    'listServices',
    { parent: 'projects/p/locations/-', pageSize: 10 },
  ],
  [
    '@google-cloud/functions/build/src/v2/function_service_client',
    'FunctionServiceClient',
    'listFunctions',
    { parent: 'projects/p/locations/-' },
  ],
  [
    '@google-cloud/notebooks/build/src/v2/notebook_service_client',
    'NotebookServiceClient',
    'listInstances',
    { parent: 'projects/p/locations/-' },
  ],
  [
    '@google-cloud/recommender/build/src/v1/recommender_client',
    'RecommenderClient',
    'listRecommendations',
    { parent: 'projects/p/locations/global/recommenders/r', filter: 'stateInfo.state=ACTIVE' },
  ],
  [
    '@google-cloud/resource-manager/build/src/v3/projects_client',
    'ProjectsClient',
    'getIamPolicy',
    { resource: 'projects/p', options: { requestedPolicyVersion: 3 } },
  ],
  [
    '@google-cloud/resource-manager/build/src/v3/projects_client',
    'ProjectsClient',
    'testIamPermissions',
    { resource: 'projects/p', permissions: ['a.b.c', 'd.e.f'] },
  ],
  [
    '@google-cloud/monitoring/build/src/v3/metric_service_client',
    'MetricServiceClient',
    'listTimeSeries',
    {
      name: 'projects/p',
      filter: 'metric.type="m"',
      interval: { startTime: { seconds: 1 }, endTime: { seconds: 61 } },
    },
  ],
])('%s sends %s.%s as it does with all of its descriptors', async (path, name, method, request) => {
  const [whole, slim] = await Promise.all([
    sentBy(path, name, method, request, false),
    sentBy(path, name, method, request, true),
  ]);
  expect(slim).toHaveLength(1);
  expect(slim.map(plain)).toEqual(whole.map(plain));
  expect(slim[0]?.url).toContain('$prettyPrint=0');
  expect(slim[0]?.url).not.toContain('enum-encoding');
});
