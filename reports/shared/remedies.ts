/** What to do about a failure of the port's, by its error's name; `command` is how the program is called. */
export function remedyOfError(error: string, command: string): string {
  switch (error) {
    case 'DeniedError':
      return `Grant what is missing: "${command} permissions" prints the policy, "${command} doctor" checks it.`;
    case 'ThrottledError':
      return 'The provider asked for fewer calls: lower the concurrency in the config, or run at a quieter time.';
    case 'UnavailableError':
      return 'The provider did not answer: run again later.';
    case 'RejectedError':
      return 'The provider will not have it so, and says why above; asked again, it will say the same.';
    case 'ProtocolError':
      return 'The provider broke its own contract: run again, and report it when it stays.';
    case 'NotFoundError':
      return 'It is not there any more: take it out of the config.';
    case 'AmbiguousError':
      return 'Map resources to series by a label whose value no two of them share, or give the source fewer scopes.';
    default:
      return `"${command} doctor" checks the config, the credentials and the connection.`;
  }
}

interface MissingRemedy {
  readonly when: RegExp;
  readonly remedy: string;
}

/** By how the evidence's reasons are worded; the first that fits counts. */
const missingRemedies: readonly MissingRemedy[] = [
  {
    when: /could not be read|: not read$/,
    remedy: 'Read again once what is listed under "Not read" is mended.',
  },
  {
    when: /^(?:memory|gpu|gpu-memory)-utilization: no (?:data|source)/,
    remedy:
      "Only an agent on the machine can tell: install the provider's monitoring agent (CloudWatch agent, Ops Agent, Azure Monitor Agent), or give a Prometheus that knows as a source of signals.",
  },
  { when: /: no source/, remedy: 'No provider that is connected measures this.' },
  {
    when: /covered, .* needed$/,
    remedy: 'It is too new, or was off for long: it is judged once enough of the window is covered.',
  },
  { when: /: no data/, remedy: 'The provider measured nothing in the window; new resources take a while.' },
];

/** What to do about evidence that is missing, where that is known. */
export function remedyOfMissing(missing: string): string | undefined {
  return missingRemedies.find(({ when }) => when.test(missing))?.remedy;
}
