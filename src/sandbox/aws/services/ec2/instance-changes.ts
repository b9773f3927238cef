import type { InstanceState } from '../../estate/changes.ts';
import { findInstanceType } from '../../estate/instance-types.ts';
import type { Instance } from '../../estate/instances.ts';
import { ServiceError } from '../../service-error.ts';
import { listParameter } from '../../wire/query.ts';
import { type Ec2Call, type Ec2Operation, endDryRun } from './call.ts';
import { stateXml } from './instance-xml.ts';
import { instanceListing } from './instances.ts';
import { findNamed } from './listing.ts';

/** How long a machine takes to stop, and to start, on the sandbox's clock. */
const transitionMs = { stopping: 30_000, pending: 15_000 } as const;

export const stopInstances: Ec2Operation = {
  parameters: ['InstanceId', 'Force', 'Hibernate', 'SkipOsShutdown'],
  handle(call) {
    const instances = namedInstances(call);
    for (const { id, state, spot } of instances) {
      if (state === 'terminated' || state === 'shutting-down' || state === 'pending')
        throw incorrectState(id, state, 'stopped');
      if (spot)
        throw new ServiceError(
          'UnsupportedOperation',
          `You can't stop the Spot Instance '${id}' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.`,
        );
    }
    endDryRun(call);
    return changesXml(instances, (instance) => {
      if (instance.state !== 'running') return instance.state;
      const now = call.context.clock.now();
      call.context.estate.overlay.write(instance.id, now, {
        instance: {
          state: 'stopping',
          stateSince: now,
          next: { state: 'stopped', at: now + transitionMs.stopping },
        },
      });
      return 'stopping';
    });
  },
};

export const startInstances: Ec2Operation = {
  parameters: ['InstanceId', 'AdditionalInfo'],
  handle(call) {
    const instances = namedInstances(call);
    for (const { id, state } of instances)
      if (state === 'terminated' || state === 'shutting-down' || state === 'stopping')
        throw incorrectState(id, state, 'started');
    endDryRun(call);
    return changesXml(instances, (instance) => {
      if (instance.state !== 'stopped') return instance.state;
      const now = call.context.clock.now();
      call.context.estate.overlay.write(instance.id, now, {
        instance: {
          state: 'pending',
          launchedAt: now,
          next: { state: 'running', at: now + transitionMs.pending },
        },
      });
      return 'pending';
    });
  },
};

/** Only the type of a machine can be changed here, and as at AWS only while it is stopped. */
export const modifyInstanceAttribute: Ec2Operation = {
  parameters: ['InstanceId', 'InstanceType', 'Attribute', 'Value'],
  handle(call) {
    const { parameters } = call;
    const instance = findNamed(instanceListing(call.cell), parameters.get('InstanceId') ?? '');
    const byName = parameters.get('Attribute') === 'instanceType' ? parameters.get('Value') : null;
    const name = parameters.get('InstanceType.Value') ?? byName;
    if (name === null) throw new ServiceError('InvalidParameterCombination', 'No attributes specified.');
    const type = findInstanceType(name);
    if (type === undefined)
      throw new ServiceError('InvalidInstanceAttributeValue', `The instance type '${name}' is not valid.`);
    if (instance.state !== 'stopped')
      throw new ServiceError(
        'IncorrectInstanceState',
        `The instance '${instance.id}' is not in the 'stopped' state.`,
      );
    if (type.architecture !== instance.type.architecture)
      throw new ServiceError(
        'InvalidParameterCombination',
        `The architecture '${type.architecture}' of the specified instance type does not match the architecture '${instance.type.architecture}' of the specified instance.`,
      );
    endDryRun(call);
    call.context.estate.overlay.write(instance.id, call.context.clock.now(), { instance: { type } });
    return ['<return>true</return>'];
  },
};

function namedInstances({ parameters, cell }: Ec2Call): readonly Instance[] {
  const ids = listParameter(parameters, 'InstanceId');
  if (ids.length === 0)
    throw new ServiceError('MissingParameter', 'The request must contain the parameter InstanceId');
  return ids.map((id) => findNamed(instanceListing(cell), id));
}

function incorrectState(id: string, state: InstanceState, wanted: string): ServiceError {
  return new ServiceError(
    'IncorrectInstanceState',
    `The instance '${id}' is not in a state from which it can be ${wanted}: it is ${state}.`,
  );
}

/** The changes of state as AWS answers them, in the order in which they were asked for. */
function changesXml(
  instances: readonly Instance[],
  change: (instance: Instance) => InstanceState,
): readonly string[] {
  const items = instances.map(
    (instance) =>
      `<item><instanceId>${instance.id}</instanceId><currentState>${stateXml(change(instance))}</currentState><previousState>${stateXml(instance.state)}</previousState></item>`,
  );
  return ['<instancesSet>', ...items, '</instancesSet>'];
}
