const special = /[&<>"'\r]/;
const everySpecial = /[&<>"'\r]/g;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#xD;',
};

/** A text as it stands in an XML element. */
export function escapeXml(text: string): string {
  return special.test(text) ? text.replace(everySpecial, (character) => entities[character] ?? '') : text;
}

/** `<name>text</name>`, escaped; nothing for an absent value. */
export function element(name: string, value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  return `<${name}>${typeof value === 'string' ? escapeXml(value) : value}</${name}>`;
}

/** `<name>…</name>` around content that is XML already. */
export function wrapped(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

/** `<name><member>…</member>…</name>`, each member's content being XML already. */
export function listElement(name: string, member: string, contents: readonly string[]): string {
  return wrapped(name, contents.map((content) => wrapped(member, content)).join(''));
}
