import { describe, expect, test } from 'vitest';
import { imageCollector } from '../../../adapters/gcp/collectors/image.ts';
import { volumeCollector } from '../../../adapters/gcp/collectors/volume.ts';
import { aggregated, collectFrom, fullName, link, testProject } from './gcp-server.ts';

const disk = (id: string, zone = 'us-central1-a') => ({
  name: id,
  selfLink: link(`zones/${zone}/disks/${id}`),
  zone: link(`zones/${zone}`),
  type: link(`zones/${zone}/diskTypes/pd-ssd`),
  status: 'READY',
  sizeGb: '10',
});

const noResults = { warning: { code: 'NO_RESULTS_ON_PAGE', message: 'There are no results.' } };
const images = `GET /compute/v1/projects/${testProject}/global/images`;

describe('a list over all zones', () => {
  test('is read page by page, to its end', async () => {
    const pages = [
      {
        items: { 'zones/us-central1-a': { disks: [disk('a')] }, 'zones/us-central1-b': noResults },
        nextPageToken: 'two',
      },
      { items: { 'zones/us-central1-a': noResults }, nextPageToken: 'three' },
      { items: { 'zones/us-central1-b': { disks: [disk('b', 'us-central1-b')] } } },
    ];
    const tokens = [null, 'two', 'three'];
    const { resources, failed, calls } = await collectFrom(volumeCollector, {
      [aggregated('disks')]: ({ query }) => pages[tokens.indexOf(query.get('pageToken'))] ?? {},
    });
    expect(resources.map(({ id }) => id)).toEqual([
      fullName('zones/us-central1-a/disks/a'),
      fullName('zones/us-central1-b/disks/b'),
    ]);
    expect(failed).toEqual([]);
    expect(calls.map(({ query }) => query.get('returnPartialSuccess'))).toEqual(['true', 'true', 'true']);
  });

  test('whose token comes a second time is broken, and does not go on for ever', async () => {
    const list = collectFrom(volumeCollector, {
      [aggregated('disks')]: { items: {}, nextPageToken: 'again' },
    });
    await expect(list).rejects.toMatchObject({
      message: expect.stringContaining('"again" came a second time'),
    });
  });

  test.each([
    ['it is no object', []],
    ['its items are a list', { items: [] }],
    ['what is in a zone is no list', { items: { 'zones/us-central1-a': { disks: 'many' } } }],
    ['the token is a number', { items: {}, nextPageToken: 4 }],
  ])('that is not what it should be is broken: %s', async (_why, answer) => {
    const list = collectFrom(volumeCollector, { [aggregated('disks')]: answer });
    await expect(list).rejects.toMatchObject({ name: 'ProtocolError' });
  });

  test.each([
    ['by name', { unreachables: [`projects/${testProject}/zones/europe-west1-b`] }, {}],
    ['by a warning of the zone', {}, { 'zones/europe-west1-b': { warning: { code: 'UNREACHABLE' } } }],
    [
      'by a warning of the whole',
      { warning: { code: 'UNREACHABLE', data: [{ key: 'scope', value: 'zones/europe-west1-b' }] } },
      {},
    ],
  ])('tells what it could not reach, %s', async (_how, more, zones) => {
    const { resources, failed } = await collectFrom(volumeCollector, {
      [aggregated('disks')]: { items: { 'zones/us-central1-a': { disks: [disk('a')] }, ...zones }, ...more },
    });
    expect(resources).toHaveLength(1);
    expect(failed).toMatchObject([
      { scope: { account: testProject, region: 'europe-west1' }, error: { name: 'UnavailableError' } },
    ]);
  });

  test('that could not reach something, and does not say what, is a failure of all', async () => {
    const list = collectFrom(volumeCollector, {
      [aggregated('disks')]: { items: {}, warning: { code: 'UNREACHABLE', message: 'Some scopes failed.' } },
    });
    await expect(list).rejects.toMatchObject({ name: 'UnavailableError' });
  });

  test('has each record that cannot be read told of, and the others stand', async () => {
    const odd = { ...disk('odd'), status: 'DREAMING' };
    const { resources, unreadable } = await collectFrom(volumeCollector, {
      [aggregated('disks')]: { items: { 'zones/us-central1-a': { disks: [odd, disk('b'), {}] } } },
    });
    expect(resources.map(({ name: shown }) => shown)).toEqual(['b']);
    expect(unreadable).toEqual(['the status "DREAMING" is not known', 'selfLink is missing']);
  });
});

describe('a list of what a project has once', () => {
  test('without items is empty', async () => {
    expect(await collectFrom(imageCollector, { [images]: { kind: 'compute#imageList' } })).toMatchObject({
      resources: [],
      failed: [],
    });
  });

  test('asks for full pages', async () => {
    const { calls } = await collectFrom(imageCollector, { [images]: {} });
    expect(calls[0]?.query.get('maxResults')).toBe('500');
  });
});
