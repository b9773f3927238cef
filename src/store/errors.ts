/** The store cannot be used as it is; the message says what to do. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';
}

/** The file is not, or not any more, a sound database. */
export class DamagedStoreError extends StoreError {
  override readonly name = 'DamagedStoreError';
}

/** The file was written by a later version of the program. */
export class NewerStoreError extends StoreError {
  override readonly name = 'NewerStoreError';
}
