import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** A virtual machine (EC2 instance, Compute Engine instance, Azure VM). */
export const instance = defineKind({
  name: 'instance',
  plural: 'instances',
  summary: 'A virtual machine.',
  attributes: z.object({
    /** The provider's own name of the type: `m5.large`, `n2-standard-4`, `Standard_D4s_v5`. */
    type: z.string(),
    /** `stopped` is not billed for compute; `stopped-billed` is (an Azure VM stopped but not deallocated). */
    state: z.enum(['starting', 'running', 'stopping', 'stopped', 'stopped-billed', 'terminated', 'failed']),
    /** Since when it has been in that state, where the provider tells. */
    stateSince: z.number().optional(),
    launchedAt: z.number().optional(),
    market: z.enum(['on-demand', 'spot', 'reserved-capacity']),
    platform: z.enum(['linux', 'windows', 'rhel', 'suse', 'other']),
    /** The provider's own name for a licence that the customer brings to its system: `Windows_Server`, `RHEL_BYOS`. */
    licence: z.string().optional(),
    architecture: z.enum(['x86_64', 'arm64', 'other']),
    tenancy: z.enum(['shared', 'dedicated', 'host']),
    gpu: z.object({ model: z.string(), count: z.number().positive() }).optional(),
    zone: z.string().optional(),
    /** Id of the image it was started from. */
    image: z.string().optional(),
    /** Id of the scaling group it is a member of. */
    group: z.string().optional(),
    rootVolume: z.string().optional(),
    dataVolumes: z.array(z.string()),
    /** Id of the identity its workload runs under (instance profile, service account, managed identity). */
    identity: z.string().optional(),
    /** Whether its metadata service demands a session token; absent where the provider has no such choice. */
    metadataTokenRequired: z.boolean().optional(),
    publicIp: z.string().optional(),
    privateIp: z.string().optional(),
    network: z.string().optional(),
    subnet: z.string().optional(),
    monitoring: z.enum(['basic', 'detailed']).optional(),
  }),
  references: ({ rootVolume, dataVolumes, image, group, identity }) =>
    [rootVolume, ...dataVolumes, image, group, identity].filter((id) => id !== undefined),
});
