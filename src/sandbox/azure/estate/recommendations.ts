import type { EpochMs } from '../../../core/time.ts';
import type { Population } from '../../population.ts';
import { Dice, mixText, type Weighted } from '../../seeded.ts';
import { guidOf, indexOfGuid } from './guid.ts';
import { type AzureModel, daysBefore, seedOf } from './model.ts';
import { groupOf, type Place } from './place.ts';
import type { VirtualMachine } from './virtual-machines.ts';

/** What Azure Advisor has to say. */
export interface Recommendation extends AzureModel {
  readonly category: 'Cost' | 'Security' | 'HighAvailability';
  readonly impact: 'High' | 'Medium' | 'Low';
  readonly typeId: string;
  readonly problem: string;
  readonly solution: string;
  readonly subject: string;
  readonly subjectType: string;
  readonly subjectName: string;
  readonly updatedAt: EpochMs;
  readonly extended: Readonly<Record<string, string>>;
}

interface Advice {
  readonly category: Recommendation['category'];
  readonly impact: Recommendation['impact'];
  readonly typeId: string;
  readonly problem: string;
  readonly solution: string;
  readonly about: 'machine' | 'subscription';
  readonly resizes?: boolean;
}

const advice: readonly Weighted<Advice>[] = [
  [
    50,
    {
      category: 'Cost',
      impact: 'High',
      typeId: 'e10b1381-5f0a-47ff-8c7b-37bd13d7c974',
      problem: 'Right-size or shutdown underutilized virtual machines',
      solution: 'Right-size or shutdown underutilized virtual machines',
      about: 'machine',
      resizes: true,
    },
  ],
  [
    20,
    {
      category: 'Cost',
      impact: 'High',
      typeId: '84b1a508-fc21-49da-979e-96894f1665df',
      problem: 'Consider virtual machine reserved instances to save over your on-demand costs',
      solution: 'Consider virtual machine reserved instances to save over your on-demand costs',
      about: 'subscription',
    },
  ],
  [
    15,
    {
      category: 'HighAvailability',
      impact: 'Medium',
      typeId: '651c7925-17a3-42e5-85cd-73bd095cf27f',
      problem: 'Enable virtual machine backup',
      solution: 'Enable backups on your virtual machines',
      about: 'machine',
    },
  ],
  [
    15,
    {
      category: 'Security',
      impact: 'High',
      typeId: 'c133a066-e9e1-4d2c-8f43-6ba5d8b2f9b1',
      problem: 'Management ports of virtual machines should be protected',
      solution: 'Enable just-in-time network access control',
      about: 'machine',
    },
  ],
];

/** The recommendations about what is in a place. */
export function recommendationsOf(place: Place, vms: Population<VirtualMachine>): Population<Recommendation> {
  const names = mixText(place.seed, 'recommendation');
  const size = place.count('recommendation');

  function at(index: number): Recommendation {
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`there is no recommendation ${index} among ${size}`);
    const dice = new Dice(seedOf(place, 'recommendation', index));
    const { about, resizes, ...said } = dice.weighted(advice);
    const name = guidOf(names, index);
    const vm = about === 'machine' && vms.size > 0 ? vms.at(dice.bits() % vms.size) : undefined;
    const { path } = groupOf(place, 0);
    const subject = vm?.armId ?? path.slice(0, path.indexOf('/resourceGroups'));
    const annual = dice.whole(60, 6_000);
    const armId = `${subject}/providers/Microsoft.Advisor/recommendations/${name}`;
    return {
      index,
      id: name,
      name,
      group: vm?.group ?? groupOf(place, 0),
      armId,
      arn: armId.toLowerCase(),
      createdAt: daysBefore(place, 20),
      ...said,
      subject,
      subjectType:
        vm === undefined ? 'Microsoft.Subscriptions/subscriptions' : 'Microsoft.Compute/virtualMachines',
      subjectName: vm?.name ?? place.subscription.id,
      updatedAt: daysBefore(place, dice.between(0.1, 3)),
      extended:
        said.category === 'Cost'
          ? {
              savingsAmount: (annual / 12).toFixed(2),
              annualSavingsAmount: String(annual),
              savingsCurrency: 'USD',
              ...(resizes === true &&
                vm !== undefined && { currentSku: vm.size.name, targetSku: 'Standard_B2s' }),
            }
          : {},
      tags: [],
      truths: [],
      undecidable: [],
    };
  }

  function find(name: string): Recommendation | undefined {
    const index = indexOfGuid(names, name);
    return index === undefined || index >= size ? undefined : at(index);
  }

  return { size, at, find };
}
