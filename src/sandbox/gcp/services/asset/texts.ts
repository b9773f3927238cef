import type { EpochMs } from '../../../../core/time.ts';
import { timeText } from '../../documents/common.ts';
import { policyDocument } from '../../documents/iam-policy.ts';
import type { Estate } from '../../estate/estate.ts';
import {
  type IamPolicy,
  policyOfFolder,
  policyOfOrganization,
  policyOfProject,
} from '../../estate/iam-policies.ts';
import type { Asset } from './asset-source.ts';
import type { AssetPart, AssetPlace } from './assets.ts';

/** What is told of an asset beside its name. */
export type ContentType = 'none' | 'resource' | 'iam-policy';

/** How the assets of one part are written, as text: what is the same for all of them is written once. */
export function assetWriter(
  { place }: AssetPart,
  content: ContentType,
  estate: Estate,
  at: EpochMs,
): (asset: Asset) => string | undefined {
  const { type, ancestors } = place;
  const head = `","assetType":"${type.type}","ancestors":${JSON.stringify(ancestors)},"updateTime":"${timeText(at)}"`;
  switch (content) {
    case 'none':
      return ({ name }) => `{"name":"${name}${head}}`;
    case 'iam-policy':
      return ({ name }) => {
        const policy = policyOf(place, estate);
        return policy && `{"name":"${name}${head},"iamPolicy":${JSON.stringify(policyDocument(policy, 3))}}`;
      };
    case 'resource':
      break;
  }
  const [service = ''] = type.type.split('.');
  const uri = `https://www.googleapis.com/discovery/v1/apis/${service}/${type.version}/rest`;
  // A project's parent is the second of its ancestors, as it is the first itself.
  const own = type.type.startsWith('cloudresourcemanager.') ? 1 : 0;
  const parent =
    ancestors[own] === undefined ? '' : `"parent":"//cloudresourcemanager.googleapis.com/${ancestors[own]}",`;
  const resource = `"version":"${type.version}","discoveryDocumentUri":"${uri}","discoveryName":"${type.discoveryName}",${parent}`;
  return (asset) =>
    `{"name":"${asset.name}${head},"resource":{${resource}"location":"${asset.location}","data":${asset.data()}}}`;
}

/** Who may do what, where that is asked of the asset itself. */
export function policyOf({ type, project, ancestors }: AssetPlace, estate: Estate): IamPolicy | undefined {
  switch (type.type) {
    case 'cloudresourcemanager.googleapis.com/Project':
      return project && policyOfProject(project);
    case 'cloudresourcemanager.googleapis.com/Folder': {
      const folder = estate.folders.find(({ id }) => ancestors[0] === `folders/${id}`);
      return folder && policyOfFolder(folder);
    }
    case 'cloudresourcemanager.googleapis.com/Organization':
      return policyOfOrganization(estate.organization, estate.projects[0]);
    default:
      return undefined;
  }
}
