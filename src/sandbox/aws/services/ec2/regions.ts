import { ServiceError } from '../../service-error.ts';
import { listParameter } from '../../wire/query.ts';
import { type Ec2Operation, endDryRun } from './call.ts';
import { type FilterTable, filterOf } from './filters.ts';

interface Region {
  readonly name: string;
  readonly optInStatus: 'opt-in-not-required' | 'opted-in' | 'not-opted-in';
  readonly tags: readonly [];
}

/** Regions that exist beside the enabled ones. */
const others = ['af-south-1', 'ap-east-1', 'ap-southeast-3', 'eu-south-1', 'me-south-1'];

const filters: FilterTable<Region> = {
  endpoint: ({ name }) => endpointOf(name),
  'opt-in-status': ({ optInStatus }) => optInStatus,
  'region-name': ({ name }) => name,
};

export const describeRegions: Ec2Operation = {
  parameters: ['RegionName', 'AllRegions', 'Filter'],
  handle(call) {
    const { parameters, context } = call;
    const accepts = filterOf(parameters, filters) ?? (() => true);
    const names = listParameter(parameters, 'RegionName');
    const enabled = context.estate.regions.map(
      (name): Region => ({ name, optInStatus: 'opt-in-not-required', tags: [] }),
    );
    const all = [
      ...enabled,
      ...others.map((name): Region => ({ name, optInStatus: 'not-opted-in', tags: [] })),
    ];
    const known = parameters.get('AllRegions') === 'true' ? all : enabled;
    const unknown = names.find((name) => !known.some((region) => region.name === name));
    if (unknown !== undefined)
      throw new ServiceError('InvalidParameterValue', `Invalid region name: '${unknown}'`);
    endDryRun(call);
    const shown = known.filter(
      (region) => (names.length === 0 || names.includes(region.name)) && accepts(region),
    );
    return ['<regionInfo>', ...shown.map(regionXml), '</regionInfo>'];
  },
};

function endpointOf(region: string): string {
  return `ec2.${region}.amazonaws.com`;
}

function regionXml({ name, optInStatus }: Region): string {
  return `<item><regionName>${name}</regionName><regionEndpoint>${endpointOf(name)}</regionEndpoint><optInStatus>${optInStatus}</optInStatus></item>`;
}
