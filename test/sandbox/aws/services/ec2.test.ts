import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeAddressesCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeNatGatewaysCommand,
  DescribeRegionsCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  EC2Client,
  ModifyInstanceAttributeCommand,
  paginateDescribeInstances,
  paginateDescribeTags,
  paginateDescribeVolumes,
  StartInstancesCommand,
  StopInstancesCommand,
  type Tag,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Cell } from '../../../../src/sandbox/aws/estate/estate.ts';
import type { Instance } from '../../../../src/sandbox/aws/estate/instances.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import {
  allOf,
  configOf,
  firstWhere,
  hasRecorded,
  largestCell,
  recordedAnswer,
  sandboxOf,
  shapeOf,
} from './support.ts';

let sandbox: Sandbox;
let cell: Cell;
let client: EC2Client;
let instances: readonly Instance[];

beforeAll(async () => {
  sandbox = await sandboxOf(4_000);
  cell = largestCell(sandbox, ({ instances: all }) => all);
  client = new EC2Client(configOf(sandbox, cell));
  instances = allOf(cell.instances);
});

afterAll(() => sandbox.close());

function pairs(tags: readonly Tag[] | undefined): readonly (readonly [string, string])[] {
  return (tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]);
}

async function read(id: string, of: EC2Client = client) {
  const answer = await of.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return answer.Reservations?.[0]?.Instances?.[0];
}

function runningAlone(): Instance {
  return firstWhere(
    instances,
    ({ id, state, spot }) =>
      state === 'running' && !spot && sandbox.aws.estate.overlay.read(id, sandbox.clock.now()) === undefined,
  );
}

test('lists every instance once, over all pages, as it was modelled', async () => {
  const seen = [];
  for await (const page of paginateDescribeInstances({ client, pageSize: 37 }, {}))
    for (const { Instances = [], ReservationId } of page.Reservations ?? [])
      for (const instance of Instances) seen.push({ instance, ReservationId });
  expect(seen.map(({ instance }) => instance.InstanceId)).toEqual(instances.map(({ id }) => id));
  for (const [index, { instance, ReservationId }] of seen.entries()) {
    const model = instances[index];
    expect(ReservationId).toBe(model?.reservationId);
    expect(instance).toMatchObject({
      InstanceType: model?.type.name,
      State: { Name: model?.state },
      LaunchTime: new Date(model?.launchedAt ?? 0),
      ImageId: model?.imageId,
    });
    expect(instance.BlockDeviceMappings?.map(({ Ebs }) => Ebs?.VolumeId) ?? []).toEqual(
      model?.volumes.map(({ volumeId }) => volumeId),
    );
    expect(pairs(instance.Tags)).toEqual(model?.tags);
  }
});

test('puts machines that were launched together into one reservation', async () => {
  const { Reservations = [] } = await client.send(new DescribeInstancesCommand({ MaxResults: 200 }));
  const together = Reservations.filter(({ Instances = [] }) => Instances.length > 1);
  expect(together.length).toBeGreaterThan(0);
  expect(new Set(Reservations.map(({ ReservationId }) => ReservationId)).size).toBe(Reservations.length);
});

test('keeps odd tags to the letter', async () => {
  const odd = new Map<string, string>();
  for await (const page of paginateDescribeTags({ client }, {}))
    for (const [key, value] of pairs(page.Tags)) odd.set(key, value);
  expect(odd.get('__proto__')).toBe('polluted');
  expect(odd.get('constructor')).toBe('toString');
  expect(odd.get(' leading blank')).toBe(' kept ');
  expect(odd.get('🚀')).toBe('to the moon');
  expect(odd.get('a/b:c=d+e@f')).toBe('<&>"\'');
});

test('lists the tags of all resources, each once', async () => {
  let count = 0;
  for await (const page of paginateDescribeTags({ client, pageSize: 100 }, {}))
    count += page.Tags?.length ?? 0;
  const modelled = [
    ...allOf(cell.instances),
    ...allOf(cell.volumes),
    ...allOf(cell.snapshots),
    ...allOf(cell.images),
    ...allOf(cell.addresses),
    ...allOf(cell.natGateways),
  ];
  expect(count).toBe(modelled.reduce((sum, { tags }) => sum + tags.length, 0));
});

test('filters as AWS does: any value of a filter, all filters, wildcards', async () => {
  const wanted = instances.filter(({ state, type }) => state === 'stopped' && type.name.startsWith('m5.'));
  const seen: (string | undefined)[] = [];
  const Filters = [
    { Name: 'instance-state-name', Values: ['stopped', 'stopping'] },
    { Name: 'instance-type', Values: ['m5.*'] },
  ];
  for await (const page of paginateDescribeInstances({ client, pageSize: 5 }, { Filters }))
    seen.push(
      ...(page.Reservations ?? []).flatMap(({ Instances = [] }) =>
        Instances.map(({ InstanceId }) => InstanceId),
      ),
    );
  expect(wanted.length).toBeGreaterThan(5);
  expect(seen).toEqual(wanted.map(({ id }) => id));
});

test('filters by tags', async () => {
  const { Volumes = [] } = await client.send(
    new DescribeVolumesCommand({ Filters: [{ Name: 'tag:owner', Values: ['platform'] }] }),
  );
  const wanted = allOf(cell.volumes).filter(({ tags }) =>
    tags.some(([key, value]) => key === 'owner' && value === 'platform'),
  );
  expect(Volumes.map(({ VolumeId }) => VolumeId)).toEqual(wanted.map(({ id }) => id));
});

test('lists volumes with their attachments', async () => {
  const volumes = allOf(cell.volumes);
  const seen = [];
  for await (const page of paginateDescribeVolumes({ client, pageSize: 100 }, {}))
    seen.push(...(page.Volumes ?? []));
  expect(
    seen.map((volume) => [
      volume.VolumeId,
      volume.State,
      volume.Size,
      volume.Iops,
      volume.Attachments?.map(({ InstanceId }) => InstanceId),
    ]),
  ).toEqual(
    volumes.map((model) => [
      model.id,
      model.attachments.length > 0 ? 'in-use' : 'available',
      model.sizeGib,
      model.iops,
      model.attachments.map(({ instanceId }) => instanceId),
    ]),
  );
});

test('lists snapshots, images, addresses and NAT gateways as they were modelled', async () => {
  const { Snapshots } = await client.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
  const { Images } = await client.send(new DescribeImagesCommand({ Owners: ['self'] }));
  const { Addresses } = await client.send(new DescribeAddressesCommand({}));
  const { NatGateways } = await client.send(new DescribeNatGatewaysCommand({}));
  expect(Snapshots?.map(({ SnapshotId, StartTime }) => [SnapshotId, StartTime?.getTime()])).toEqual(
    allOf(cell.snapshots).map(({ id, startedAt }) => [id, startedAt]),
  );
  expect(
    Images?.map(({ ImageId, BlockDeviceMappings }) => [ImageId, BlockDeviceMappings?.[0]?.Ebs?.SnapshotId]),
  ).toEqual(allOf(cell.images).map(({ id, rootSnapshotId }) => [id, rootSnapshotId]));
  expect(
    Addresses?.map(({ AllocationId, PublicIp, InstanceId }) => [AllocationId, PublicIp, InstanceId]),
  ).toEqual(
    allOf(cell.addresses).map(({ id, publicIp, association }) => [id, publicIp, association?.instanceId]),
  );
  expect(NatGateways?.map(({ NatGatewayId, CreateTime }) => [NatGatewayId, CreateTime?.getTime()])).toEqual(
    allOf(cell.natGateways).map(({ id, createdAt }) => [id, createdAt]),
  );
});

test('tells the enabled regions, and of all whether they are', async () => {
  const enabled = await client.send(new DescribeRegionsCommand({}));
  const all = await client.send(new DescribeRegionsCommand({ AllRegions: true }));
  expect(enabled.Regions?.map(({ RegionName }) => RegionName)).toEqual(sandbox.aws.estate.regions);
  expect(all.Regions?.filter(({ OptInStatus }) => OptInStatus === 'not-opted-in').length).toBeGreaterThan(0);
});

test('knows the facts of every type that occurs', async () => {
  const InstanceType = [...new Set(instances.map(({ type }) => type.name))];
  const names = InstanceType.slice(0, 100) as readonly string[];
  const { InstanceTypes = [] } = await client.send(
    // The SDK names the types it knew when it was made; the sandbox is asked in the same way for any.
    new DescribeInstanceTypesCommand({ InstanceTypes: names as never }),
  );
  expect(new Set<string | undefined>(InstanceTypes.map((type) => type.InstanceType))).toEqual(new Set(names));
  expect(
    InstanceTypes.every(
      ({ VCpuInfo, MemoryInfo }) =>
        VCpuInfo?.DefaultVCpus !== undefined && MemoryInfo?.SizeInMiB !== undefined,
    ),
  ).toBe(true);
});

test.each([
  ['a page that is too small', { MaxResults: 4 }, 'InvalidParameterValue'],
  ['a page that is too large', { MaxResults: 1_001 }, 'InvalidParameterValue'],
  ['a token that was never given out', { NextToken: 'bm9wZTox' }, 'InvalidNextToken'],
  [
    'ids beside a page size',
    { InstanceIds: ['i-0123456789abcdef0'], MaxResults: 5 },
    'InvalidParameterCombination',
  ],
  [
    'an id of a machine that is not there',
    { InstanceIds: ['i-0123456789abcdef0'] },
    'InvalidInstanceID.NotFound',
  ],
  ['an id that is none', { InstanceIds: ['vol-1'] }, 'InvalidInstanceID.Malformed'],
  [
    'a filter that does not exist',
    { Filters: [{ Name: 'constructor', Values: ['x'] }] },
    'InvalidParameterValue',
  ],
  ['a dry run', { DryRun: true }, 'DryRunOperation'],
])('refuses %s', async (_, input, name) => {
  await expect(client.send(new DescribeInstancesCommand(input))).rejects.toMatchObject({ name });
});

test('refuses a token of another list', async () => {
  const { NextToken } = await client.send(new DescribeInstancesCommand({ MaxResults: 5 }));
  await expect(client.send(new DescribeVolumesCommand({ NextToken }))).rejects.toMatchObject({
    name: 'InvalidNextToken',
  });
});

test('refuses parameters and actions that it does not know', async () => {
  const smuggled = new EC2Client(configOf(sandbox, cell));
  smuggled.middlewareStack.add(
    (next) => (args) => {
      // At this step the request is serialized, and not yet signed.
      const request = args.request as { body: string };
      request.body = request.body.replace('Action=DescribeRegions', 'Action=RunInstances');
      request.body += request.body.includes('DescribeInstances') ? '&Colour=blue' : '';
      return next(args);
    },
    { step: 'serialize', priority: 'low' },
  );
  await expect(smuggled.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({
    name: 'UnknownParameter',
  });
  await expect(smuggled.send(new DescribeRegionsCommand({}))).rejects.toMatchObject({
    name: 'InvalidAction',
  });
});

test('refuses a region that is not enabled', async () => {
  const elsewhere = new EC2Client({ ...configOf(sandbox, cell), region: 'ap-east-1' });
  await expect(elsewhere.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({
    name: 'AuthFailure',
  });
});

test('stops and starts a machine, which takes its time', async () => {
  const { id } = runningAlone();
  const stopped = await client.send(new StopInstancesCommand({ InstanceIds: [id] }));
  expect(stopped.StoppingInstances?.[0]).toMatchObject({
    CurrentState: { Name: 'stopping' },
    PreviousState: { Name: 'running' },
  });
  expect((await read(id))?.State?.Name).toBe('stopping');
  await expect(client.send(new StartInstancesCommand({ InstanceIds: [id] }))).rejects.toMatchObject({
    name: 'IncorrectInstanceState',
  });
  const requestedAt = new Date(sandbox.clock.now()).toISOString().slice(0, 19).replace('T', ' ');
  sandbox.clock.advance(60_000);
  expect(await read(id)).toMatchObject({
    State: { Name: 'stopped', Code: 80 },
    StateTransitionReason: `User initiated (${requestedAt} GMT)`,
  });
  await client.send(new StartInstancesCommand({ InstanceIds: [id] }));
  expect(await read(id)).toMatchObject({
    State: { Name: 'pending' },
    LaunchTime: new Date(Math.floor(sandbox.clock.now() / 1_000) * 1_000),
  });
  sandbox.clock.advance(60_000);
  expect((await read(id))?.State?.Name).toBe('running');
});

test('changes nothing in a dry run', async () => {
  const { id } = runningAlone();
  await expect(
    client.send(new StopInstancesCommand({ InstanceIds: [id], DryRun: true })),
  ).rejects.toMatchObject({
    name: 'DryRunOperation',
    $metadata: { httpStatusCode: 412 },
  });
  expect((await read(id))?.State?.Name).toBe('running');
});

test('refuses the dry run of what is not permitted', async () => {
  const { id } = runningAlone();
  sandbox.faults.set([{ type: 'deny', operation: 'StopInstances' }]);
  const refused = client.send(new StopInstancesCommand({ InstanceIds: [id], DryRun: true }));
  await expect(refused).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
  sandbox.faults.clear();
});

function resize(InstanceId: string, Value: string): Promise<unknown> {
  return client.send(new ModifyInstanceAttributeCommand({ InstanceId, InstanceType: { Value } }));
}

test('resizes a machine only while it is stopped, and to a type it can be', async () => {
  const running = runningAlone();
  await expect(resize(running.id, 't3.micro')).rejects.toMatchObject({ name: 'IncorrectInstanceState' });
  const { id } = firstWhere(
    instances,
    ({ state, type }) => state === 'stopped' && type.architecture === 'x86_64',
  );
  await expect(resize(id, 'm5.huge')).rejects.toMatchObject({ name: 'InvalidInstanceAttributeValue' });
  await expect(resize(id, 'm6g.large')).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
  await resize(id, 'c5.2xlarge');
  expect((await read(id))?.InstanceType).toBe('c5.2xlarge');
});

test('sets and takes away tags, but none of its own', async () => {
  const { id, tags } = runningAlone();
  await client.send(
    new CreateTagsCommand({
      Resources: [id],
      Tags: [
        { Key: 'owner', Value: 'né <w>' },
        { Key: '__proto__', Value: '1' },
      ],
    }),
  );
  const set = pairs((await read(id))?.Tags);
  expect(new Map(set).get('__proto__')).toBe('1');
  expect(new Map(set).get('owner')).toBe('né <w>');
  await client.send(
    new DeleteTagsCommand({
      Resources: [id],
      Tags: [{ Key: '__proto__' }, { Key: 'owner', Value: 'other' }],
    }),
  );
  const left = pairs((await read(id))?.Tags);
  expect(left.some(([key]) => key === '__proto__')).toBe(false);
  expect(left.some(([key]) => key === 'owner')).toBe(true);
  expect(left.length).toBeGreaterThanOrEqual(tags.length);
  await expect(
    client.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'aws:x', Value: '' }] })),
  ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('shows what was before to a read that comes too early, when reads are stale', async () => {
  const { id } = runningAlone();
  sandbox.faults.set([{ type: 'stale', lagMs: 5_000, region: cell.region }]);
  await client.send(new StopInstancesCommand({ InstanceIds: [id] }));
  expect((await read(id))?.State?.Name).toBe('running');
  sandbox.clock.advance(5_000);
  expect((await read(id))?.State?.Name).toBe('stopping');
  sandbox.faults.clear();
});

test('pages through an estate of a million, and finds its last machine', async () => {
  const million = await sandboxOf(1_000_000);
  onTestFinished(() => million.close());
  const place = largestCell(million, ({ instances: all }) => all);
  const large = new EC2Client(configOf(million, place));
  const seen: (string | undefined)[] = [];
  for await (const page of paginateDescribeVolumes({ client: large, pageSize: 1_000 }, {})) {
    seen.push(...(page.Volumes ?? []).map(({ VolumeId }) => VolumeId));
    if (seen.length >= 3_000) break;
  }
  const last = place.instances.at(place.instances.size - 1);
  expect(new Set(seen).size).toBe(3_000);
  expect(await read(last.id, large)).toMatchObject({ InstanceId: last.id });
});

test.skipIf(!hasRecorded)('answers in the form that AWS was recorded in', async () => {
  const recorded = new Set(shapeOf(recordedAnswer('test_ec2_resize/ec2.DescribeInstances_2.json')));
  const { id } = firstWhere(
    instances,
    ({ state, publicIp, keyName }) => state === 'stopped' && publicIp === undefined && keyName !== undefined,
  );
  const answer = await client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  const shape = new Set(shapeOf(answer));
  expect([...recorded].filter((path) => !shape.has(path))).toEqual([]);
});
