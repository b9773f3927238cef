/** A node of the descriptors that an SDK comes with: a namespace, a message, a service or an enumeration. */
interface Node {
  readonly nested?: Readonly<Record<string, Node>>;
  readonly fields?: Readonly<Record<string, { readonly type: string }>>;
  readonly methods?: Readonly<
    Record<string, { readonly requestType: string; readonly responseType: string }>
  >;
}

/** What an SDK's descriptors look like: protobufjs's JSON. */
export type Descriptors = Node;

interface Kept {
  readonly node: Node;
  readonly nested: Map<string, Kept>;
}

/**
 * The part of an SDK's descriptors that one of its services or messages needs. Compute's describe 2,200 messages, of
 * which one of its services needs a hundred: the others cost 100 MB and half a second.
 */
export function slim(descriptors: Descriptors, name: string): Descriptors {
  const root: Kept = { node: descriptors, nested: new Map() };
  const path = name.replace(/^\./, '').split('.');
  const wanted: (readonly string[])[] = [path];
  const seen = new Set<string>();
  for (let next = wanted.pop(); next !== undefined; next = wanted.pop()) {
    const key = next.join('.');
    if (seen.has(key)) continue;
    seen.add(key);
    const node = nodeAt(descriptors, next);
    if (node === undefined) continue;
    keep(root, next);
    for (const reference of referencesOf(node)) {
      const found = resolve(descriptors, next, reference);
      if (found !== undefined) wanted.push(found);
    }
  }
  return written(root);
}

/** What a node refers to; what is nested in a message comes with it. */
function* referencesOf({ fields, methods, nested }: Node): Generator<string, void, void> {
  for (const { type } of Object.values(fields ?? {})) yield type;
  for (const { requestType, responseType } of Object.values(methods ?? {})) {
    yield requestType;
    yield responseType;
  }
  if (fields !== undefined) for (const name of Object.keys(nested ?? {})) yield name;
}

/** Finds what a name stands for, as protobuf does: in the place itself, then outwards. */
function resolve(root: Node, from: readonly string[], name: string): readonly string[] | undefined {
  const path = name.replace(/^\./, '').split('.');
  for (let depth = name.startsWith('.') ? 0 : from.length; depth >= 0; depth--) {
    const candidate = [...from.slice(0, depth), ...path];
    if (nodeAt(root, candidate) !== undefined) return candidate;
  }
  // A number, a text: nothing that has to be described.
  return undefined;
}

function nodeAt(root: Node, path: readonly string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const name of path) node = node?.nested?.[name];
  return node;
}

function keep(root: Kept, path: readonly string[]): void {
  let kept = root;
  for (const name of path) {
    const node = kept.node.nested?.[name];
    if (node === undefined) return;
    const inner = kept.nested.get(name) ?? { node, nested: new Map() };
    kept.nested.set(name, inner);
    kept = inner;
  }
}

function written({ node, nested }: Kept): Node {
  if (nested.size === 0)
    return node.fields === undefined && node.nested !== undefined ? { ...node, nested: {} } : node;
  return { ...node, nested: Object.fromEntries([...nested].map(([name, kept]) => [name, written(kept)])) };
}
