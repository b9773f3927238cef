import { z } from 'zod';
import type { Tag } from '../../../estate/tags.ts';
import type { SandboxResponse } from '../../../service.ts';
import { ArmError } from '../../arm-error.ts';
import type { AzureContext } from '../../context.ts';
import type { ArmDocument } from '../../documents/arm-document.ts';
import { notServed } from '../../refusals.ts';
import type { AzureRequest, AzureService } from '../../service.ts';
import { jsonAnswer } from '../../wire/answer.ts';
import { resourcePathOf } from '../../wire/resource-path.ts';
import { cellsOfGroup, documentAt } from '../resources.ts';
import { bodyOf } from './change.ts';

const patch = z.object({
  operation: z.enum(['Merge', 'Replace', 'Delete']),
  properties: z.object({ tags: z.record(z.string(), z.string()) }),
});

const mostTags = 50;
const longestKey = 512;
const longestValue = 256;

/** Tags of any resource, apart from all else of it. */
export function tagService({ estate, clock }: AzureContext): AzureService {
  function handle(request: AzureRequest): SandboxResponse | undefined {
    const { method, resource, path } = request;
    if (resource.type !== 'tags' || resource.names[0] !== 'default') return undefined;
    if (method !== 'GET' && method !== 'PATCH') throw notServed(method, path);
    const document = taggedOf(resource.scope);
    if (method === 'GET') return answer(resource.scope, document.tags ?? []);
    const asked = patch.safeParse(bodyOf(request));
    if (!asked.success) throw new ArmError(400, 'InvalidRequestContent', z.prettifyError(asked.error));
    const { operation, properties } = asked.data;
    const changed = changedTags(document.tags ?? [], Object.entries(properties.tags), operation);
    refuse(changed);
    estate.overlay.write(document.id.toLowerCase(), clock.now(), { tags: changed });
    return answer(resource.scope, changed);
  }

  /** The resource that a scope names. @throws {ArmError} */
  function taggedOf(scope: string): ArmDocument {
    const resource = resourcePathOf(scope);
    const { subscription = '', resourceGroup } = resource;
    const cells = cellsOfGroup(estate.cellsOf(subscription, 'Microsoft.Compute'), resourceGroup);
    return documentAt(cells, { resource, path: scope });
  }

  return { host: 'management', namespace: 'microsoft.resources', handle };
}

function answer(scope: string, tags: readonly Tag[]): SandboxResponse {
  return jsonAnswer({
    id: `${scope}/providers/Microsoft.Resources/tags/default`,
    name: 'default',
    type: 'Microsoft.Resources/tags',
    properties: { tags: Object.fromEntries(tags) },
  });
}

/** Azure takes names of tags in any case, and keeps the one that was there; values are as they are. */
function changedTags(
  tags: readonly Tag[],
  given: readonly Tag[],
  operation: 'Merge' | 'Replace' | 'Delete',
): readonly Tag[] {
  const is = (key: string) => (tag: Tag) => tag[0].toLowerCase() === key.toLowerCase();
  switch (operation) {
    case 'Replace':
      return given;
    case 'Delete':
      return tags.filter(([key, value]) => !given.some((tag) => is(key)(tag) && tag[1] === value));
    case 'Merge': {
      const merged = tags.map(([key, value]): Tag => [key, given.find(is(key))?.[1] ?? value]);
      return [...merged, ...given.filter(([key]) => !tags.some(is(key)))];
    }
  }
}

function refuse(tags: readonly Tag[]): void {
  if (tags.length > mostTags)
    throw new ArmError(400, 'InvalidTagCount', `The tag count exceeded the maximum of ${mostTags}.`);
  for (const [key, value] of tags) {
    if (key.length === 0 || key.length > longestKey || /[<>%&\\?/]/.test(key))
      throw new ArmError(400, 'InvalidTagNameCharacters', `The tag name '${key}' is invalid.`);
    if (value.length > longestValue)
      throw new ArmError(
        400,
        'InvalidTagValueLength',
        `The value of tag '${key}' exceeds ${longestValue} characters.`,
      );
  }
}
