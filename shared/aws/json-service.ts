import type { Clock, Sleep } from '../kernel/clock.ts';
import { USER_AGENT } from '../observability/user-agent.ts';
import { createExchange, type Exchange, type SilenceLimits } from './exchange.ts';
import { type AwsEnvironment, serviceAddress } from './service-address.ts';
import { contentOf } from './service-error.ts';
import { createServiceTime } from './service-time.ts';
import { createRequestSigner } from './sign-request.ts';
import { createRepeatStock, pauseMs, type Repeatable, repeatable } from './tries.ts';

/** A service that speaks AWS's JSON protocol: every operation is a POST, named in the header `x-amz-target`. */
export type JsonService = Readonly<{
  /** The first label of its host, and its name in signatures. */
  name: string;
  /** The variable that may hold another address. */
  endpointVariable: string;
  /** Stands before the operation's name. */
  target: string;
  jsonVersion: '1.0' | '1.1';
  /** How often a request is sent at most. */
  tries: number;
  /** The longest pause before the second try. */
  baseMs: number;
}>;

/** The surroundings of a client: what it reads, and how it waits. */
export type ClientSurroundings = Readonly<{
  environment: AwsEnvironment;
  clock: Clock;
  random: () => number;
  sleep: Sleep;
}>;

/**
 * Calls an operation with its input as it stands in the API reference of the service; resolves to the answer, parsed.
 *
 * @throws {ServiceError} when the service refuses; an error of the network, or `TimeoutError`, when it cannot be reached. Then,
 *   and with status 500 and above, nothing is known of a write.
 */
export type JsonCall = (operation: string, input: object) => Promise<object>;

/** Three tries of 1.5 s end before a webhook's ten seconds do. */
const LIMITS: SilenceLimits = { connectTimeoutMs: 1000, silenceTimeoutMs: 1500 };

/** The lean way to a service: what the SDK does for a JSON call from a Lambda function, and nothing else. */
export const createJsonService = (
  service: JsonService,
  { environment, clock, random, sleep }: ClientSurroundings,
  exchange: Exchange = createExchange(LIMITS),
): JsonCall => {
  const sign = createRequestSigner(service.name, environment);
  const time = createServiceTime(clock);
  const stock = createRepeatStock();

  const callOnce = async (operation: string, body: string, at: Date): Promise<object> => {
    const address = serviceAddress(service, environment);
    const unsigned = {
      'content-type': `application/x-amz-json-${service.jsonVersion}`,
      'x-amz-target': `${service.target}.${operation}`,
      'user-agent': USER_AGENT,
    };
    const headers = await sign({ address, headers: unsigned, body }, at);
    return contentOf(await exchange(address.url, { headers, body }));
  };

  return async (operation, input) => {
    const body = JSON.stringify(input);
    let repeated: Repeatable | undefined;
    for (let triesSoFar = 1; ; triesSoFar += 1) {
      const at = time.now();
      try {
        const content = await callOnce(operation, body, at);
        stock.restore(repeated);
        return content;
      } catch (failure) {
        repeated = time.correctedBy(failure, at) ? 'transient' : repeatable(failure);
        if (repeated === undefined || triesSoFar >= service.tries || !stock.take(repeated)) throw failure;
        await sleep(pauseMs(repeated, { triesSoFar, baseMs: service.baseMs, random }));
      }
    }
  };
};
