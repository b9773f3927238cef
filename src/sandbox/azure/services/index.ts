import type { AzureContext } from '../context.ts';
import type { AzureService } from '../service.ts';

/** Every service of Azure that is modelled. */
export function azureServices(context: AzureContext): readonly AzureService[] {
  void context;
  return [];
}
