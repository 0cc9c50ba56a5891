import type { OurBinding, OurCall, OurMessage } from './our-shapes.ts';
import { ours } from './server.ts';
import type { CallRecord } from './types.ts';

/** Asked for in a body, as a business should. */
const list = async <Item>(
  what: string,
  filter: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<readonly Item[]> => {
  const query = { ...filter, limit: 100 };
  const { items } = await ours<Readonly<{ items: readonly Item[] }>>('POST', `${what}/search`, query, signal);
  return items;
};

const MINUTE_MS = 60_000;

const around = (from: string, to: string) => ({
  from: new Date(Date.parse(from) - MINUTE_MS).toISOString(),
  to: new Date(Date.parse(to) + MINUTE_MS).toISOString(),
});

/** Our calls on the numbers of a call of the platform about its time. One that came in on either number may be there twice. */
export const ourCallsAbout = async (call: CallRecord, signal?: AbortSignal): Promise<readonly OurCall[]> => {
  const { callIn, end } = call.times;
  const numbers = [...new Set([call.x, call.dialled])];
  const lists = await Promise.all(
    numbers.map((x) => list<OurCall>('calls', { x, ...around(callIn, end) }, signal)),
  );
  return lists.flat();
};

/** The binding of a person that our API does not know the outcome of yet. */
export const ourPendingBinding = async (app: string, a: string): Promise<OurBinding | undefined> =>
  (await list<OurBinding>('bindings', { app, a })).find(({ status }) => status === 'pending');

/** Our texts on a private number since a moment, the newest first. */
export const ourMessages = (x: string, since: string): Promise<readonly OurMessage[]> =>
  list('messages', { x, from: around(since, since).from });
