import { drawTags, tagTruths } from '../../estate/tags.ts';
import type { Population } from '../../population.ts';
import { Dice, mixText, type Weighted } from '../../seeded.ts';
import { type AzureModel, daysBefore, named, seedOf, withChanges } from './model.ts';
import { groupOf, type Place } from './place.ts';

/** A modelled storage account. */
export interface StorageAccount extends AzureModel {
  readonly sku: string;
  readonly kind: 'StorageV2' | 'BlobStorage' | 'FileStorage';
  readonly accessTier: 'Hot' | 'Cool';
  readonly publicBlobs: boolean;
  readonly versioning: boolean;
  /** Whether it has rules that move or delete objects by age. */
  readonly lifecycle: boolean;
}

const skus: readonly Weighted<string>[] = [
  [40, 'Standard_LRS'],
  [15, 'Standard_ZRS'],
  [20, 'Standard_GRS'],
  [15, 'Standard_RAGRS'],
  [10, 'Premium_LRS'],
];

/** The storage accounts of a place. Their names are the world's own, of letters and digits alone. */
export function storageAccountsOf(place: Place): Population<StorageAccount> {
  const size = place.count('bucket');
  const prefix = `stacme${(mixText(place.seed, 'bucket') >>> 8).toString(16)}n`;

  function at(index: number): StorageAccount {
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`there is no storage account ${index} among ${size}`);
    return withChanges(place, accountAt(place, index, `${prefix}${index + 1}`));
  }

  function find(name: string): StorageAccount | undefined {
    if (!name.startsWith(prefix) || !/^[1-9]\d{0,7}$/.test(name.slice(prefix.length))) return undefined;
    const index = Number(name.slice(prefix.length)) - 1;
    return index < size ? at(index) : undefined;
  }

  return { size, at, find };
}

function accountAt(place: Place, index: number, name: string): StorageAccount {
  const seed = seedOf(place, 'bucket', index);
  const dice = new Dice(seed);
  const sku = dice.weighted(skus);
  const tags = drawTags(dice, undefined);
  return {
    ...named(groupOf(place, seed >>> 4), index, name, `Microsoft.Storage/storageAccounts/${name}`),
    createdAt: daysBefore(place, dice.between(30, 1_500)),
    sku,
    kind: sku === 'Premium_LRS' ? 'FileStorage' : dice.chance(0.9) ? 'StorageV2' : 'BlobStorage',
    accessTier: dice.chance(0.85) ? 'Hot' : 'Cool',
    publicBlobs: dice.chance(0.1),
    versioning: dice.chance(0.4),
    lifecycle: dice.chance(0.5),
    tags,
    truths: tagTruths(tags, place.subscription),
    undecidable: [],
  };
}
