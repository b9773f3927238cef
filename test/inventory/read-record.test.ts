import { expect, test } from 'vitest';
import type { Collector } from '../../src/core/adapter.ts';
import type { Resource } from '../../src/core/resource.ts';
import { toTags } from '../../src/core/tags.ts';
import { readRecord } from '../../src/inventory/read-record.ts';
import { volume } from '../../src/kinds/volume.ts';
import { disk, scopeOf } from '../fixtures/resources.ts';

const collector: Collector = {
  kind: volume,
  reach: 'region',
  permissions: [],
  async *pages() {},
  read(raw) {
    if (raw instanceof Error) throw raw;
    return raw as Resource; // the test's records are resources, right or wrong
  },
};

test('a record that its kind knows is a resource', () => {
  const good = disk('v');
  expect(readRecord(collector, good, scopeOf())).toEqual({ resource: good });
});

test.each([
  ['the adapter throws', new Error('no VolumeId'), 'no VolumeId'],
  ['the schema does not know a value', disk('v', { state: 'melting' as 'available' }), 'state'],
  ['a number is a text', disk('v', { sizeGib: '8' as unknown as number }), 'sizeGib'],
  ['it has no id', disk(''), 'it has no id'],
  [
    'a tag is no text',
    disk('v', {}, { tags: toTags([['n', 3 as unknown as string]]) }),
    'its tag "n" is not a text',
  ],
  [
    'it was created at no time',
    disk('v', {}, { createdAt: Number.NaN }),
    'its creation time is not an instant',
  ],
])('kept raw and told why: %s', (_title, raw, reason) => {
  const read = readRecord(collector, raw, scopeOf());
  expect(read).toMatchObject({ unreadable: { kind: 'volume', raw, scope: scopeOf() } });
  expect('unreadable' in read && read.unreadable.error).toContain(reason);
});

test('tags with odd keys are ordinary tags', () => {
  const odd = disk(
    'v',
    {},
    {
      tags: toTags([
        ['__proto__', 'a'],
        ['constructor', 'b'],
        [' 🦊', 'c'],
      ]),
    },
  );
  expect(readRecord(collector, odd, scopeOf())).toEqual({ resource: odd });
});
