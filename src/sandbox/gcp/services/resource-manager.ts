import type { GcpContext } from '../context.ts';
import type { GcpService } from '../service.ts';

/** Cloud Resource Manager: the organization, its folders and its projects. */
export function resourceManagerService(_context: GcpContext): GcpService {
  return { service: 'cloudresourcemanager', api: 'cloudresourcemanager.googleapis.com', routes: [] };
}
