import { createHash, timingSafeEqual } from 'node:crypto';

/** The header that an API destination of EventBridge sends with each event, as its connection (`API_KEY`) says. */
export type SharedHeader = Readonly<{
  /** Its name, in any case. */
  name: string;
  /** The values that are accepted: the current one, and the one before while it is being changed. */
  secrets: readonly string[];
}>;

/** The headers of a request: those of `node:http`, of `fetch` or of a Lambda event. */
export type DeliveryHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Tells whether a request to a webhook of yours has the shared header. Takes about the same time for every wrong value. Refuse all
 * others with 401 before you read their body.
 *
 * @throws {TypeError} without a secret, or with an empty one, which anybody could send.
 */
export const verifyDelivery = (headers: DeliveryHeaders, { name, secrets }: SharedHeader): boolean => {
  if (secrets.length === 0 || secrets.includes(''))
    throw new TypeError('a delivery is verified by a secret that is not empty');
  const given = digest(headerOf(headers, name.toLowerCase()) ?? '');
  // All of them are compared, so that the time tells neither which one matched nor how many there are.
  return secrets.map((secret) => timingSafeEqual(digest(secret), given)).includes(true);
};

/** Digests are of the same length, whatever was sent. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const headerOf = (headers: DeliveryHeaders, name: string): string | undefined => {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const [, value] = Object.entries(headers).find(([key]) => key.toLowerCase() === name) ?? [];
  return typeof value === 'object' ? value.join(', ') : value;
};

/** Runs some work once an id; `false`: it was done before. @throws whatever the work throws; then the id counts as not done. */
export type HandleOnce = (id: string, work: () => Promise<unknown> | unknown) => Promise<boolean>;

/**
 * Events come at least once, so the same `id` may come again, also while the first is being handled. This remembers the last ids
 * in the memory of one process; where a second time would cost something, store the id in the same transaction as its effect.
 *
 * @param most ids to remember
 */
export const createHandleOnce = (most = 10_000): HandleOnce => {
  const done = new Set<string>();
  const running = new Map<string, Promise<unknown>>();

  const remember = (id: string): void => {
    done.add(id);
    const [oldest] = done;
    if (done.size > most && oldest !== undefined) done.delete(oldest);
  };

  const run = async (id: string, work: () => Promise<unknown> | unknown): Promise<void> => {
    await work();
    remember(id);
  };

  return async (id, work) => {
    if (done.has(id)) return false;
    const first = running.get(id);
    if (first !== undefined) {
      // A failure of the first is its caller's to see, and everybody else's as well: none of them has it done.
      await first;
      return false;
    }
    const mine = run(id, work).finally(() => running.delete(id));
    running.set(id, mine);
    await mine;
    return true;
  };
};
