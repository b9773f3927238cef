import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProjectCell } from '../../../../src/sandbox/gcp/estate/estate.ts';
import type { Instance } from '../../../../src/sandbox/gcp/estate/instances.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { type GoogleErrorBody, restOf } from './rest.ts';
import { allIn, allOf, gcpSandbox, projectOf } from './support.ts';

let sandbox: Sandbox;
let project: ProjectCell;

beforeAll(async () => {
  sandbox = await gcpSandbox(4_000);
  project = projectOf(sandbox);
});

afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.close());

/** The first machine that is as wanted, as it is at the moment. */
function instanceWith(accepts: (instance: Instance) => boolean): Instance {
  const found = allIn(project, (cell) => cell.instances).find(
    (instance) =>
      !instance.gone && instance.localSsds === 0 && !instance.deletionProtection && accepts(instance),
  );
  if (found === undefined) throw new Error('no machine in the estate is as this test needs it');
  return found;
}

const pathOf = ({ path }: { readonly path: string }): string => `/compute/v1/${path}`;
const running = ({ status, lacksCapacity }: Instance): boolean => status === 'RUNNING' && !lacksCapacity;

interface OperationBody {
  readonly name: string;
  readonly status: string;
  readonly selfLink: string;
  readonly error?: { readonly errors: readonly { readonly code: string }[] };
}

async function statusOf(resource: { readonly path: string }): Promise<unknown> {
  return (await restOf(sandbox).get(pathOf(resource))).body['status'];
}

describe('a machine', () => {
  test('is stopped, resized and started, and not in any other order', async () => {
    const { post, get } = restOf(sandbox);
    const instance = instanceWith((one) => running(one) && one.type.architecture === 'X86_64');
    const resize = { machineType: `zones/${instance.zone}/machineTypes/n2-standard-2` };
    const refused = await post<GoogleErrorBody>(`${pathOf(instance)}/setMachineType`, resize);
    expect(refused.body.error).toMatchObject({ code: 400, errors: [{ reason: 'resourceNotReady' }] });
    await post(`${pathOf(instance)}/stop`);
    sandbox.clock.advance(30_000);
    expect(await statusOf(instance)).toBe('TERMINATED');
    const arm = { machineType: `zones/${instance.zone}/machineTypes/t2a-standard-2` };
    expect((await post(`${pathOf(instance)}/setMachineType`, arm)).status).toBe(400);
    expect((await post(`${pathOf(instance)}/setMachineType`, resize)).status).toBe(200);
    await post(`${pathOf(instance)}/start`);
    expect(await statusOf(instance)).toBe('STAGING');
    sandbox.clock.advance(15_000);
    const { body } = await get(pathOf(instance));
    expect(body).toMatchObject({ status: 'RUNNING', machineType: expect.stringMatching(/n2-standard-2$/) });
  });

  test('does not start where there is no room for it, which the operation tells', async () => {
    const instance = instanceWith(({ status, lacksCapacity }) => status === 'TERMINATED' && lacksCapacity);
    const started = await restOf(sandbox).post<OperationBody>(`${pathOf(instance)}/start`);
    expect(started.body.status).toBe('RUNNING');
    sandbox.clock.advance(15_000);
    const { body } = await restOf(sandbox).get<OperationBody>(new URL(started.body.selfLink).pathname);
    expect(body).toMatchObject({
      status: 'DONE',
      error: { errors: [{ code: 'ZONE_RESOURCE_POOL_EXHAUSTED' }] },
    });
    expect(await statusOf(instance)).toBe('TERMINATED');
  });

  test('is made a spot machine while it is stopped', async () => {
    const { post, get } = restOf(sandbox);
    const on = instanceWith((one) => running(one) && !one.scheduling.spot);
    expect((await post(`${pathOf(on)}/setScheduling`, { provisioningModel: 'SPOT' })).status).toBe(400);
    const off = instanceWith(({ status, scheduling }) => status === 'TERMINATED' && !scheduling.spot);
    const wrong = { provisioningModel: 'SPOT', automaticRestart: true };
    expect((await post(`${pathOf(off)}/setScheduling`, wrong)).status).toBe(400);
    expect((await post(`${pathOf(off)}/setScheduling`, { provisioningModel: 'SPOT' })).status).toBe(200);
    expect((await get(pathOf(off))).body['scheduling']).toMatchObject({
      provisioningModel: 'SPOT',
      preemptible: true,
      automaticRestart: false,
    });
  });

  test('is deleted with what it boots from, and lets go of its data', async () => {
    const instance = instanceWith(
      (one) => running(one) && one.dataDisks.length > 0 && one.group === undefined,
    );
    const data = allIn(project, (cell) => cell.disks).find(
      (disk) => disk.user?.path === instance.path && disk.id !== instance.id,
    );
    if (data === undefined) throw new Error('the machine has a disk for data');
    const refused = await restOf(sandbox).send<GoogleErrorBody>('DELETE', pathOf(data));
    expect(refused.body.error.errors[0]?.reason).toBe('resourceInUseByAnotherResource');
    await restOf(sandbox).send('DELETE', pathOf(instance));
    expect(await statusOf(instance)).toBe('STOPPING');
    sandbox.clock.advance(30_000);
    expect((await restOf(sandbox).get(pathOf(instance))).status).toBe(404);
    expect((await restOf(sandbox).get(pathOf(instance).replace('/instances/', '/disks/'))).status).toBe(404);
    const { body } = await restOf(sandbox).get(pathOf(data));
    expect(body['users']).toBeUndefined();
    expect(body['lastDetachTimestamp']).toBeDefined();
    expect((await restOf(sandbox).send('DELETE', pathOf(data))).status).toBe(200);
  });

  test('is not deleted while that is forbidden', async () => {
    const guarded = allIn(project, (cell) => cell.instances).find(
      ({ deletionProtection }) => deletionProtection,
    );
    const answer = await restOf(sandbox).send<GoogleErrorBody>('DELETE', pathOf(guarded ?? { path: '' }));
    expect(answer.body.error).toMatchObject({ code: 412, errors: [{ reason: 'conditionNotMet' }] });
  });

  test('is changed once by a request that is sent twice', async () => {
    const instance = instanceWith(running);
    const path = `${pathOf(instance)}/stop?requestId=11111111-2222-3333-4444-555555555555`;
    const [first, second] = [
      await restOf(sandbox).post<OperationBody>(path),
      await restOf(sandbox).post<OperationBody>(path),
    ];
    expect(second.body.name).toBe(first.body.name);
  });
});

describe('labels', () => {
  test('are set by who has seen the present ones', async () => {
    const { get, post } = restOf(sandbox);
    const instance = instanceWith(({ tags }) => tags.length > 0);
    const { body } = await get(pathOf(instance));
    const change = { labels: { owner: 'me', größe: '' }, labelFingerprint: body['labelFingerprint'] };
    expect((await post(`${pathOf(instance)}/setLabels`, change)).status).toBe(200);
    expect((await get(pathOf(instance))).body['labels']).toEqual(change.labels);
    const again = await post<GoogleErrorBody>(`${pathOf(instance)}/setLabels`, change);
    expect(again.body.error).toMatchObject({ code: 412, errors: [{ reason: 'conditionNotMet' }] });
  });

  test('are what Google takes for labels', async () => {
    const [snapshot] = allOf(project.snapshots);
    if (snapshot === undefined) throw new Error('the project has snapshots');
    const answer = await restOf(sandbox).post(`${pathOf(snapshot)}/setLabels`, { labels: { Owner: 'Me' } });
    expect(answer.status).toBe(400);
  });
});

describe('a snapshot', () => {
  test('is taken of a disk, is ready some time later, and is deleted', async () => {
    const { get, post, send } = restOf(sandbox);
    const disk = allIn(project, (cell) => cell.disks).find(({ user, gone }) => user === undefined && !gone);
    const path = `/compute/v1/projects/${project.id}/global/snapshots/before-deletion`;
    const take = () => post(`${pathOf(disk ?? { path: '' })}/createSnapshot`, { name: 'before-deletion' });
    expect((await take()).status).toBe(200);
    expect((await take()).status).toBe(409);
    expect((await get(path)).body).toMatchObject({ status: 'CREATING', diskSizeGb: String(disk?.sizeGb) });
    sandbox.clock.advance(20_000);
    expect((await get(path)).body['status']).toBe('READY');
    await send('DELETE', path);
    expect((await get(path)).status).toBe(404);
  });
});

test('an address is released only while nothing uses it', async () => {
  const all = allIn(project, (cell) => cell.addresses);
  const used = all.find(({ users }) => users.length > 0);
  const free = all.find(({ users, type }) => users.length === 0 && type === 'EXTERNAL');
  expect((await restOf(sandbox).send('DELETE', pathOf(used ?? { path: '' }))).status).toBe(400);
  expect((await restOf(sandbox).send('DELETE', pathOf(free ?? { path: '' }))).status).toBe(200);
  expect((await restOf(sandbox).get(pathOf(free ?? { path: '' }))).status).toBe(404);
});

describe('a read after a write', () => {
  beforeEach(() => {
    // What the other tests changed is to be seen by now.
    sandbox.clock.advance(120_000);
    sandbox.faults.add({ type: 'stale', service: 'compute', lagMs: 60_000 });
  });

  test('can be stale', async () => {
    const instance = instanceWith(running);
    await restOf(sandbox).post(`${pathOf(instance)}/stop`);
    expect(await statusOf(instance)).toBe('RUNNING');
    sandbox.clock.advance(60_000);
    expect(await statusOf(instance)).toBe('STOPPING');
  });
});
