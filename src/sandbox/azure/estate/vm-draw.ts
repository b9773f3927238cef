import type { UsageProfile } from '../../estate/usage-profile.ts';
import type { Dice, Weighted } from '../../seeded.ts';
import { type VmSize, vmSize } from './vm-sizes.ts';

const general: readonly Weighted<readonly VmSize[]>[] = [
  [22, sizes('Standard_B1s', 'Standard_B2s', 'Standard_B2ms', 'Standard_B4ms')],
  [30, sizes('Standard_D2s_v5', 'Standard_D4s_v5', 'Standard_D8s_v5', 'Standard_D16s_v5')],
  [14, sizes('Standard_D2as_v5', 'Standard_D4as_v5')],
  [8, sizes('Standard_D2ps_v5', 'Standard_D4ps_v5')],
  [4, sizes('Standard_D2_v3', 'Standard_DS2_v2')],
  [10, sizes('Standard_E4s_v5', 'Standard_E8s_v5', 'Standard_E8-4s_v5')],
];

const computing: readonly Weighted<readonly VmSize[]>[] = [
  [80, sizes('Standard_F4s_v2', 'Standard_F8s_v2', 'Standard_F16s_v2')],
  [20, sizes('Standard_D8s_v5', 'Standard_D4ps_v5')],
];

const withGpu: readonly Weighted<readonly VmSize[]>[] = [
  [45, sizes('Standard_NC4as_T4_v3', 'Standard_NC64as_T4_v3')],
  [25, sizes('Standard_NV6ads_A10_v5', 'Standard_NV36ads_A10_v5')],
  [10, sizes('Standard_NC6s_v3')],
  [15, sizes('Standard_NC24ads_A100_v4')],
  [3, sizes('Standard_ND96asr_v4')],
  [2, sizes('Standard_ND96isr_H100_v5')],
];

/** A size that fits what a machine is used for. */
export function drawSize(dice: Dice, usage: UsageProfile, gpu: boolean): VmSize {
  const table = gpu ? withGpu : usage === 'batch' || usage === 'first-of-month' ? computing : general;
  return dice.pick(dice.weighted(table));
}

/** The operating system of a machine, as its image and its licence tell it. */
export interface System {
  readonly os: 'Linux' | 'Windows';
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  /** Its licence is the customer's own: it is not paid for by the hour. */
  readonly licence?: 'Windows_Server' | 'RHEL_BYOS' | 'SLES_BYOS';
}

const ubuntu: System = {
  os: 'Linux',
  publisher: 'Canonical',
  offer: '0001-com-ubuntu-server-jammy',
  sku: '22_04-lts-gen2',
};
const ubuntuArm: System = { ...ubuntu, sku: '22_04-lts-arm64' };
const windows: System = {
  os: 'Windows',
  publisher: 'MicrosoftWindowsServer',
  offer: 'WindowsServer',
  sku: '2022-datacenter-azure-edition',
};
const redHat: System = { os: 'Linux', publisher: 'RedHat', offer: 'RHEL', sku: '9-lvm-gen2' };
const suse: System = { os: 'Linux', publisher: 'SUSE', offer: 'sles-15-sp5', sku: 'gen2' };

const systems: readonly Weighted<System>[] = [
  [74, ubuntu],
  [12, windows],
  [6, { ...windows, licence: 'Windows_Server' }],
  [4, redHat],
  [2, { ...redHat, licence: 'RHEL_BYOS' }],
  [1.5, suse],
  [0.5, { ...suse, licence: 'SLES_BYOS' }],
];

/** A system that the size can run. */
export function drawSystem(dice: Dice, size: VmSize): System {
  const system = dice.weighted(systems);
  if (size.architecture === 'Arm64') return ubuntuArm;
  return size.gpu === undefined ? system : ubuntu;
}

function sizes(...names: readonly string[]): readonly VmSize[] {
  return names.map(vmSize);
}
