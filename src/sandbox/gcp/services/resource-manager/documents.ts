import { instantText } from '../../../instant-text.ts';
import type { Folder, Organization, Project } from '../../estate/place.ts';

/** A project as Resource Manager tells of it. */
export function projectDocument({ id, number, name, parent, labels, createdAt }: Project): object {
  const created = instantText(createdAt);
  return {
    name: `projects/${number}`,
    parent,
    projectId: id,
    state: 'ACTIVE',
    displayName: name,
    createTime: created,
    updateTime: created,
    etag: `W/"${number.slice(0, 9)}"`,
    ...(labels.length > 0 && { labels: Object.fromEntries(labels) }),
  };
}

/** A folder as Resource Manager tells of it. */
export function folderDocument({ id, displayName, parent, createdAt }: Folder): object {
  const created = instantText(createdAt);
  return {
    name: `folders/${id}`,
    parent,
    displayName,
    state: 'ACTIVE',
    createTime: created,
    updateTime: created,
    etag: `W/"${id.slice(0, 9)}"`,
  };
}

/** The organization as Resource Manager tells of it. */
export function organizationDocument({ id, displayName, customerId, createdAt }: Organization): object {
  const created = instantText(createdAt);
  return {
    name: `organizations/${id}`,
    displayName,
    directoryCustomerId: customerId,
    state: 'ACTIVE',
    createTime: created,
    updateTime: created,
    etag: `W/"${id.slice(0, 9)}"`,
  };
}
