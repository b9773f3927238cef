type Defined<Properties> = {
  readonly [Key in keyof Properties]?: Exclude<Properties[Key], undefined>;
};

/** Properties without those that are undefined: what is not known is absent. */
export function defined<Properties extends object>(properties: Properties): Defined<Properties> {
  const kept: Partial<Properties> = {};
  for (const key in properties) if (properties[key] !== undefined) kept[key] = properties[key];
  // The very properties, less those that held undefined.
  return kept as Defined<Properties>;
}
