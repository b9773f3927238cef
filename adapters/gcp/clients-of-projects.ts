import type { AdapterContext } from 'bursar/adapter';
import { Budgets } from './budget.ts';
import { Calls, type GcpCall } from './call.ts';
import type { CallOptions } from './call-options.ts';
import type { GcpClients, SdkClients, SendOptions } from './client.ts';
import { type OwnCredentials, ownCredentials } from './credentials.ts';
import { toCloudError } from './errors.ts';
import { createSdk } from './sdk/clients.ts';
import type { GcpSettings } from './settings.ts';
import { Transport } from './transport.ts';

/** The SDK is asked for one page, once, and its own timer is not set: it would run on after the call. */
const callOptions: CallOptions = { autoPaginate: false, retry: null, timeout: Number.POSITIVE_INFINITY };

/** The SDK's clients, made once for all projects; each project has budgets of its own. */
export class ClientsOfProjects {
  readonly credentials: OwnCredentials;
  readonly #calls = new Calls();
  readonly #sdk: SdkClients;
  readonly #transport: Transport;

  constructor(settings: GcpSettings, context: AdapterContext) {
    const { endpoint, quotaProject, callsPerSecond, maxAttempts, requestTimeoutMs } = settings;
    this.credentials = ownCredentials(settings);
    const { client: credentials } = this.credentials;
    const transport = new Transport({ credentials, quotaProject, maxAttempts, requestTimeoutMs, context });
    this.#transport = transport;
    const budgets = new Budgets(context.clock, callsPerSecond);
    this.#sdk = createSdk({
      endpoint,
      authOf: async (service) => {
        const { serviceAuth } = await import('./service-auth.ts');
        return serviceAuth({
          transport,
          calls: this.#calls,
          signal: context.signal,
          bucketOf: (project) => budgets.of(quotaProject ?? project, service),
        });
      },
    });
  }

  /** How far the clock is ahead of Google's; undefined before the first answer. */
  get skewMs(): number | undefined {
    return this.#transport.skewMs;
  }

  /** The clients as a project uses them. */
  of(project: string): GcpClients {
    return { ...this.#sdk, project, send: (ask, options) => this.#send(project, ask, options) };
  }

  async #send(
    project: string,
    ask: (options: CallOptions) => Promise<unknown>,
    options: SendOptions,
  ): Promise<unknown> {
    const { signal } = options;
    signal.throwIfAborted();
    const call: GcpCall = { project, ...options };
    try {
      await this.#calls.run(call, () => ask(callOptions));
    } catch (error) {
      signal.throwIfAborted();
      throw toCloudError(error);
    }
    const { answer } = call;
    // The call stays reachable for as long as one of its timers could go off, and an answer may be of megabytes.
    delete call.answer;
    return answer;
  }
}
