import { mapBounded, scalingGroup } from 'bursar/adapter';
import type { Asked, Piece } from '../asked.ts';
import { gcpCollector } from '../collector.ts';
import { firstOf, listPages } from '../lists.ts';
import { computeName, lastOf, partOf, regionOfLink } from '../names.ts';
import { orUnknown } from '../or-unknown.ts';
import { computeEverywhere } from '../reading/compute.ts';
import { type InstanceTemplate, instanceTemplates } from '../reading/instance-templates.ts';
import { defined, instantOf, required } from '../record.ts';

/** A managed instance group as Compute Engine has it. */
interface ManagerRecord {
  readonly name?: string;
  readonly selfLink?: string;
  readonly creationTimestamp?: string;
  readonly targetSize?: number;
  readonly zone?: string;
  readonly distributionPolicy?: { readonly zones?: readonly { readonly zone?: string }[] };
  readonly instanceTemplate?: string;
  readonly instanceFlexibilityPolicy?: {
    readonly instanceSelections?: Readonly<
      Record<string, { readonly machineTypes?: readonly string[]; readonly rank?: number }>
    >;
  };
}

interface AutoscalerRecord {
  readonly target?: string;
  readonly autoscalingPolicy?: {
    readonly minNumReplicas?: number;
    readonly maxNumReplicas?: number;
    readonly mode?: string;
  };
}

/** A group with what further lists tell of it. */
interface GroupRecord {
  readonly manager: ManagerRecord;
  readonly autoscaler?: AutoscalerRecord;
  readonly template?: InstanceTemplate;
  readonly members: readonly string[];
}

const managerFields =
  'name,selfLink,creationTimestamp,targetSize,zone,distributionPolicy/zones,instanceTemplate,instanceFlexibilityPolicy';
const autoscalerFields = 'target,autoscalingPolicy(minNumReplicas,maxNumReplicas,mode)';

/** Groups whose members are asked for at a time. */
const concurrency = 8;

/** Managed instance groups, zonal and regional, with their autoscalers and members. */
export const scalingGroupCollector = gcpCollector({
  kind: scalingGroup,
  permissions: [
    'compute.autoscalers.list',
    'compute.instanceGroupManagers.get',
    'compute.instanceGroupManagers.list',
    'compute.instanceTemplates.list',
  ],
  async *pages(asked) {
    let rest: Promise<Rest> | undefined;
    for await (const piece of computeEverywhere(asked, 'instanceGroupManagers', managerFields)) {
      if ('error' in piece || piece.length === 0) {
        yield piece;
        continue;
      }
      const { autoscalers, templates } = await (rest ??= restOf(asked));
      yield await mapBounded(piece, concurrency, async (manager: ManagerRecord): Promise<GroupRecord> => {
        const link = manager.selfLink ?? '';
        return {
          manager,
          members: await membersOf(asked, link),
          ...defined({
            autoscaler: autoscalers.get(computeName(link)),
            template: templates?.get(computeName(manager.instanceTemplate ?? '')),
          }),
        };
      });
    }
  },

  read({ manager, autoscaler, template, members }: GroupRecord, scope) {
    const link = required(manager.selfLink, 'selfLink');
    const desired = required(manager.targetSize, 'targetSize');
    const policy = autoscaler?.autoscalingPolicy;
    return {
      kind: 'scaling-group',
      id: computeName(link),
      name: required(manager.name, 'name'),
      scope: { ...scope, region: required(regionOfLink(link), 'a zone or region in selfLink') },
      untaggable: true,
      ...defined({ createdAt: instantOf(manager.creationTimestamp) }),
      attributes: {
        // What nothing scales has the size that it was given.
        minimum: policy?.minNumReplicas ?? desired,
        desired,
        maximum: policy?.maxNumReplicas ?? desired,
        members: members.map((member) => computeName(member)),
        zones: zonesOf(manager),
        types: typesOf(manager, template),
        suspended: policy?.mode === 'OFF' ? ['autoscaling'] : [],
        ...defined({
          template: manager.instanceTemplate && computeName(manager.instanceTemplate),
          spotPercentage: spotPercentageOf(template),
        }),
      },
    };
  },
});

interface Rest {
  readonly autoscalers: ReadonlyMap<string, AutoscalerRecord>;
  /** Undefined where they could not be read: what they would tell is not known then. */
  readonly templates: ReadonlyMap<string, InstanceTemplate> | undefined;
}

async function restOf(asked: Asked): Promise<Rest> {
  const autoscalers = new Map<string, AutoscalerRecord>();
  for await (const piece of computeEverywhere(asked, 'autoscalers', autoscalerFields)) {
    // What cannot be reached is told by the list of groups.
    if ('error' in piece) continue;
    for (const one of piece as readonly AutoscalerRecord[])
      if (one.target !== undefined) autoscalers.set(computeName(one.target), one);
  }
  return { autoscalers, templates: await orUnknown(asked.signal, () => instanceTemplates(asked)) };
}

/** Links to the members of a group. */
async function membersOf(asked: Asked, link: string): Promise<readonly string[]> {
  const name = lastOf(link);
  const zone = partOf(link, 'zones');
  const project = asked.scope.account;
  const common = { project, instanceGroupManager: name, maxResults: 500 };
  const zonal = await asked.clients.compute('instanceGroupManagers');
  const regional = await asked.clients.compute('regionInstanceGroupManagers');
  const region = partOf(link, 'regions') ?? '';
  const pages: AsyncIterable<Piece> = listPages(asked, {
    what: `instances of ${name}`,
    property: 'managedInstances',
    fields: 'managedInstances/instance,nextPageToken',
    ask(pageToken, options) {
      const paged = pageToken === undefined ? common : { ...common, pageToken };
      return firstOf(
        zone === undefined
          ? regional.listManagedInstancesAsync({ ...paged, region }, options)
          : zonal.listManagedInstancesAsync({ ...paged, zone }, options),
      );
    },
  });
  const members: string[] = [];
  for await (const page of pages) {
    if ('error' in page) continue;
    for (const { instance } of page as readonly { readonly instance?: string }[])
      if (instance !== undefined) members.push(instance);
  }
  return members;
}

function zonesOf({ zone, distributionPolicy }: ManagerRecord): string[] {
  const links = zone === undefined ? (distributionPolicy?.zones ?? []).map(({ zone: link }) => link) : [zone];
  return links.filter((link) => link !== undefined).map(lastOf);
}

/** Types by rank where there is a choice of them, else that of the template. */
function typesOf(
  { instanceFlexibilityPolicy: policy }: ManagerRecord,
  template: InstanceTemplate | undefined,
): string[] {
  const selections = Object.values(policy?.instanceSelections ?? {});
  const ranked = selections.toSorted((one, other) => (one.rank ?? 0) - (other.rank ?? 0));
  const chosen = ranked.flatMap(({ machineTypes = [] }) => machineTypes);
  if (chosen.length > 0) return chosen;
  const type = template?.properties?.machineType;
  return type === undefined ? [] : [lastOf(type)];
}

function spotPercentageOf(template: InstanceTemplate | undefined): number | undefined {
  if (template === undefined) return undefined;
  const { provisioningModel, preemptible } = template.properties?.scheduling ?? {};
  return provisioningModel === 'SPOT' || preemptible === true ? 100 : 0;
}
