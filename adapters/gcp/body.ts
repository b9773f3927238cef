/** A body of an answer as text. */
export async function readText(body: unknown): Promise<string> {
  if (typeof body === 'string') return body;
  if (!isStream(body)) return '';
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
