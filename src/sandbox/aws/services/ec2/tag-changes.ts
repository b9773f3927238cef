import type { Modelled } from '../../../population.ts';
import { ServiceError } from '../../service-error.ts';
import { listParameter } from '../../wire/query.ts';
import { type Ec2Call, type Ec2Operation, endDryRun } from './call.ts';
import { taggableKinds } from './resources.ts';

const mostTags = 50;
const mostResources = 1_000;

export const createTags: Ec2Operation = {
  parameters: ['ResourceId', 'Tag'],
  handle(call) {
    const resources = namedResources(call);
    const tags = tagsOf(call.parameters);
    if (tags.length === 0) throw missing('Tag');
    for (const [key, value] of tags) refuseTag(key, value ?? '');
    for (const resource of resources) {
      const keys = new Set([...resource.tags, ...tags].map(([key]) => key).filter((key) => !isReserved(key)));
      if (keys.size > mostTags)
        throw new ServiceError(
          'TagLimitExceeded',
          `You have reached the maximum number of ${mostTags} tags.`,
        );
    }
    endDryRun(call);
    const changes = new Map(tags.map(([key, value]) => [key, value ?? '']));
    for (const { id } of resources)
      call.context.estate.overlay.write(id, call.context.clock.now(), { tags: changes });
    return ['<return>true</return>'];
  },
};

/** Without tags all go, without a value whatever the value is; else only the tag of that value. */
export const deleteTags: Ec2Operation = {
  parameters: ['ResourceId', 'Tag'],
  handle(call) {
    const resources = namedResources(call);
    const tags = tagsOf(call.parameters);
    const reserved = tags.find(([key]) => isReserved(key));
    if (reserved !== undefined) refuseTag(reserved[0], '');
    endDryRun(call);
    for (const resource of resources) {
      const gone = resource.tags.filter(
        ([key, value]) =>
          !isReserved(key) &&
          (tags.length === 0 || tags.some(([name, only]) => name === key && (only ?? value) === value)),
      );
      const changes = new Map(gone.map(([key]) => [key, undefined]));
      call.context.estate.overlay.write(resource.id, call.context.clock.now(), { tags: changes });
    }
    return ['<return>true</return>'];
  },
};

function namedResources({ parameters, cell }: Ec2Call): readonly Modelled[] {
  const ids = listParameter(parameters, 'ResourceId');
  if (ids.length === 0) throw missing('ResourceId');
  if (ids.length > mostResources)
    throw new ServiceError('InvalidParameterValue', `Up to ${mostResources} resources can be named at once.`);
  return ids.map((id) => {
    const kind = taggableKinds.find(({ prefix }) => id.startsWith(prefix));
    if (kind === undefined) throw new ServiceError('InvalidID', `The ID '${id}' is not valid`);
    const resource = kind.population(cell).find(id);
    if (resource === undefined)
      throw new ServiceError(kind.notFound, `The ${kind.type} ID '${id}' does not exist`);
    return resource;
  });
}

function tagsOf(parameters: URLSearchParams): readonly (readonly [key: string, value: string | undefined])[] {
  const tags: [string, string | undefined][] = [];
  for (let number = 1; parameters.has(`Tag.${number}.Key`); number++)
    tags.push([
      parameters.get(`Tag.${number}.Key`) ?? '',
      parameters.get(`Tag.${number}.Value`) ?? undefined,
    ]);
  return tags;
}

function isReserved(key: string): boolean {
  return key.toLowerCase().startsWith('aws:');
}

function refuseTag(key: string, value: string): void {
  if (isReserved(key))
    throw new ServiceError(
      'InvalidParameterValue',
      "Tag keys starting with 'aws:' are reserved for internal use",
    );
  if (key === '' || key.length > 128)
    throw new ServiceError('InvalidParameterValue', 'Tag key must have between 1 and 128 characters');
  if (value.length > 256)
    throw new ServiceError('InvalidParameterValue', 'Tag value exceeds the maximum length of 256 characters');
}

function missing(parameter: string): ServiceError {
  return new ServiceError('MissingParameter', `The request must contain the parameter ${parameter}`);
}
