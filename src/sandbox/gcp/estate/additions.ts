import type { EpochMs } from '../../../core/time.ts';
import type { Population } from '../../population.ts';
import type { ComputeModel } from './compute-model.ts';

/** Resources that were made since the estate was; they follow after those that its seed has. */
export class Additions<Model extends ComputeModel> {
  readonly #models: Model[] = [];

  add(model: Model): void {
    this.#models.push(model);
  }

  /** A population with what was added to it, as far as reads see it by now. */
  with(
    population: Population<Model>,
    current: (added: Model) => Model,
    asOf: () => EpochMs,
  ): Population<Model> {
    const added = this.#models;
    return {
      get size() {
        return population.size + added.length;
      },
      at(index) {
        const model = index < population.size ? undefined : added[index - population.size];
        if (model === undefined) return population.at(index);
        // What is not to be seen yet is not there.
        return model.createdAt > asOf() ? { ...model, gone: true } : current(model);
      },
      find(name) {
        const model = added.findLast(({ id, number }) => id === name || number === name);
        const found = model === undefined || model.createdAt > asOf() ? undefined : current(model);
        return found === undefined || found.gone ? population.find(name) : found;
      },
    };
  }

  get size(): number {
    return this.#models.length;
  }
}
