import type { components } from '../../../packages/client/src/api-types.ts';
import { ours } from './server.ts';
import type { CallRecord } from './types.ts';

type Schemas = components['schemas'];
export type OurBinding = Schemas['Binding'];
export type OurCall = Schemas['Call'];
export type OurMessage = Schemas['Message'];

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
/** Platform times have whole seconds. */
const SAME_MS = 1000;

const around = (from: string, to: string) => ({
  from: new Date(Date.parse(from) - MINUTE_MS).toISOString(),
  to: new Date(Date.parse(to) + MINUTE_MS).toISOString(),
});

/** Our record of a call of the platform: that of the same private number, moment and caller; undefined: we have none. */
export const findOurCall = async (call: CallRecord, signal?: AbortSignal): Promise<OurCall | undefined> => {
  const { callIn, end } = call.times;
  const numbers = [...new Set([call.x, call.dialled])];
  const lists = await Promise.all(
    numbers.map((x) => list<OurCall>('calls', { x, ...around(callIn, end) }, signal)),
  );
  return lists.flat().find((candidate) => isSame(candidate, call));
};

const isSame = ({ caller, startedAt, events }: OurCall, call: CallRecord): boolean => {
  const began = startedAt ?? events[0]?.at;
  if (began === undefined || (caller !== null && caller !== call.caller)) return false;
  return Math.abs(Date.parse(began) - Date.parse(call.times.callIn)) <= SAME_MS;
};

/** The binding of a person that our API does not know the outcome of yet. */
export const ourPendingBinding = async (app: string, a: string): Promise<OurBinding | undefined> =>
  (await list<OurBinding>('bindings', { app, a })).find(({ status }) => status === 'pending');

/** Our texts on a private number since a moment, the newest first. */
export const ourMessages = (x: string, since: string): Promise<readonly OurMessage[]> =>
  list('messages', { x, from: around(since, since).from });
