import type { GcpContext } from '../context.ts';
import type { GcpService } from '../service.ts';
import { monitoringService } from './monitoring.ts';
import { resourceManagerService } from './resource-manager.ts';

/** Every service of Google's that is modelled. */
export function gcpServices(context: GcpContext): readonly GcpService[] {
  return [monitoringService(context), resourceManagerService(context)];
}
