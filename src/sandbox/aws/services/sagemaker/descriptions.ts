import type { Endpoint, EndpointVariant } from '../../estate/endpoints.ts';
import type { Cell } from '../../estate/estate.ts';
import type { Notebook } from '../../estate/notebooks.ts';

/** A notebook instance as it stands in the list. */
export function listedNotebook(notebook: Notebook, cell: Cell): object {
  return {
    NotebookInstanceName: notebook.id,
    NotebookInstanceArn: notebook.arn,
    NotebookInstanceStatus: notebook.status,
    Url: `${notebook.id}.notebook.${cell.region}.sagemaker.aws`,
    InstanceType: notebook.type,
    CreationTime: notebook.createdAt / 1_000,
    LastModifiedTime: notebook.modifiedAt / 1_000,
    ...(notebook.agent && { NotebookInstanceLifecycleConfigName: 'publish-instance-metrics' }),
  };
}

/** A notebook instance as it is described by itself. */
export function describedNotebook(notebook: Notebook, cell: Cell): object {
  return {
    ...listedNotebook(notebook, cell),
    ...(notebook.status === 'Failed' && { FailureReason: 'Capacity could not be found.' }),
    SubnetId: notebook.subnetId,
    SecurityGroups: [],
    RoleArn: notebook.roleArn,
    NetworkInterfaceId: notebook.networkInterfaceId,
    DirectInternetAccess: 'Disabled',
    VolumeSizeInGB: notebook.volumeGib,
    RootAccess: 'Enabled',
    PlatformIdentifier: 'notebook-al2-v2',
  };
}

/** An endpoint as it stands in the list. */
export function listedEndpoint(endpoint: Endpoint): object {
  return {
    EndpointName: endpoint.id,
    EndpointArn: endpoint.arn,
    CreationTime: endpoint.createdAt / 1_000,
    LastModifiedTime: endpoint.modifiedAt / 1_000,
    EndpointStatus: endpoint.status,
  };
}

/** An endpoint as it is described by itself. */
export function describedEndpoint(endpoint: Endpoint): object {
  const failed = endpoint.status === 'Failed';
  return {
    ...listedEndpoint(endpoint),
    EndpointConfigName: endpoint.configName,
    ...(failed && { FailureReason: 'The primary container did not pass the ping health check.' }),
    // What failed has never had machines.
    ...(!failed && { ProductionVariants: endpoint.variants.map(runningVariant) }),
  };
}

/** The configuration that an endpoint was made from. */
export function describedEndpointConfig(endpoint: Endpoint): object {
  return {
    EndpointConfigName: endpoint.configName,
    EndpointConfigArn: endpoint.arn
      .replace(':endpoint/', ':endpoint-config/')
      .replace(endpoint.id, endpoint.configName),
    ProductionVariants: endpoint.variants.map(configuredVariant),
    CreationTime: endpoint.createdAt / 1_000,
    EnableNetworkIsolation: false,
  };
}

function runningVariant({ name, machines }: EndpointVariant): object {
  if (machines === undefined)
    return { VariantName: name, CurrentServerlessConfig: serverless, CurrentWeight: 1, DesiredWeight: 1 };
  return {
    VariantName: name,
    CurrentWeight: 1,
    DesiredWeight: 1,
    CurrentInstanceCount: machines.count,
    DesiredInstanceCount: machines.count,
  };
}

function configuredVariant({ name, modelName, machines }: EndpointVariant): object {
  const common = { VariantName: name, ModelName: modelName, InitialVariantWeight: 1 };
  if (machines === undefined) return { ...common, ServerlessConfig: serverless };
  return { ...common, InitialInstanceCount: machines.count, InstanceType: machines.type };
}

const serverless = { MemorySizeInMB: 2_048, MaxConcurrency: 20 };
