import type { Modelled } from '../../../population.ts';
import type { Cell } from '../../estate/estate.ts';
import { offsetOf, tokenOf } from '../../wire/page.ts';
import { numberParameter } from '../../wire/query.ts';
import { element, escapeXml } from '../../wire/xml.ts';
import { type Ec2Operation, endDryRun } from './call.ts';
import { type FilterTable, filterOf } from './filters.ts';
import { taggableKinds } from './resources.ts';

interface TagOfResource {
  readonly key: string;
  readonly value: string;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly tags: Modelled['tags'];
}

const filters: FilterTable<TagOfResource> = {
  key: ({ key }) => key,
  value: ({ value }) => value,
  'resource-id': ({ resourceId }) => resourceId,
  'resource-type': ({ resourceType }) => resourceType,
};

/** Tags of all resources, one by one. A page goes on behind the resource at which the one before ended. */
export const describeTags: Ec2Operation = {
  parameters: ['Filter', 'MaxResults', 'NextToken'],
  handle(call) {
    const { parameters, cell } = call;
    const accepts = filterOf(parameters, filters) ?? (() => true);
    const code = 'InvalidParameterValue';
    const limit = numberParameter(parameters, 'MaxResults', { fallback: 1_000, least: 5, most: 1_000, code });
    const name = `ec2 tags ${cell.account.id} ${cell.region}`;
    const from = offsetOf(name, parameters.get('NextToken'));
    endDryRun(call);
    const items: string[] = [];
    let position = from;
    for (const tags of tagsFrom(cell, from)) {
      const wanted = tags.filter(accepts);
      if (items.length > 0 && items.length + wanted.length > limit)
        return ['<tagSet>', ...items, '</tagSet>', element('nextToken', tokenOf(name, position))];
      items.push(...wanted.map(tagXml));
      position++;
    }
    return ['<tagSet>', ...items, '</tagSet>'];
  },
};

/** The tags of each resource of a cell, those of the first `skip` resources left out. */
function* tagsFrom(cell: Cell, skip: number): Generator<readonly TagOfResource[], void, void> {
  let before = 0;
  for (const { type, population } of taggableKinds) {
    const resources = population(cell);
    for (let index = Math.max(0, skip - before); index < resources.size; index++) {
      const { id, tags } = resources.at(index);
      yield tags.map(([key, value]) => ({ key, value, resourceId: id, resourceType: type, tags }));
    }
    before += resources.size;
  }
}

function tagXml({ key, value, resourceId, resourceType }: TagOfResource): string {
  return `<item><resourceId>${resourceId}</resourceId><resourceType>${resourceType}</resourceType><key>${escapeXml(key)}</key><value>${escapeXml(value)}</value></item>`;
}
