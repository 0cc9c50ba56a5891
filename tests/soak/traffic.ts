import { pickOf } from '../chaos/chance.ts';
import type { Stack } from '../harness/stack.ts';
import { MODES, PERSONS, privateNumbersOf, type SoakMode } from './apps.ts';

/** The facts of the traffic that the end is held against. */
export type Log = Readonly<{
  /** Ids of bindings that a caller was told of. */
  bindingIds: Set<string>;
  /** People who may meet: both orders of the two people of anything ever asked for. */
  pairs: Set<string>;
  /** Bodies of all problems that callers got. */
  problems: string[];
  /** Answers of 500, which no fault excuses but a killed process. */
  counts: { requests: number; binds: number; calls: number; texts: number };
}>;

export const newLog = (): Log => ({
  bindingIds: new Set(),
  pairs: new Set(),
  problems: [],
  counts: { requests: 0, binds: 0, calls: 0, texts: 0 },
});

/** The text of messages, sought in every sink at the end. */
export const SMS_CONTENT = 'Gate 7, the blue door, please ring twice';

const BODY: Record<SoakMode, (pick: Pick) => object> = {
  AX: () => ({}),
  AXB: (pick) => ({ b: pick(PERSONS, 'b'), record: true, recordTone: 'tone.wav' }),
  AXE: () => ({}),
  AXYB: (pick) => ({ b: pick(PERSONS, 'b') }),
  X: (pick) => ({ b: pick(PERSONS, 'b'), x: pick(privateNumbersOf('X'), 'x') }),
};

const CHANGES: Record<SoakMode, (pick: Pick) => object> = {
  AX: (pick) => ({ maxCallMinutes: pick([1, 2, 3], 'minutes') }),
  AXB: (pick) => ({ b: pick(PERSONS, 'new b') }),
  AXE: () => ({ ttlSeconds: 3 * 24 * 3600 }),
  AXYB: () => ({}),
  X: (pick) => ({ b: pick(PERSONS, 'new b') }),
};

type Pick = <Item>(items: readonly Item[], name: string) => Item;

const request = async (stack: Stack, log: Log, method: string, path: string, body?: object) => {
  log.counts.requests += 1;
  const answer = await stack.request(method, path, body === undefined ? {} : { body });
  if (answer.status >= 400) log.problems.push(answer.text);
  const { bindingId } = Object(answer.body) as { bindingId?: unknown };
  if (answer.status < 300 && typeof bindingId === 'string') log.bindingIds.add(bindingId);
  return answer;
};

const meet = (log: Log, one: unknown, other: unknown): void => {
  log.pairs.add(`${one} ${other}`).add(`${other} ${one}`);
};

const bind = async (stack: Stack, log: Log, pick: Pick): Promise<void> => {
  const mode = pick(MODES, 'mode');
  const a = pick(PERSONS, 'a');
  const body = { mode, a, reference: pick(['r1', 'r2', 'r3'], 'reference'), ...BODY[mode](pick) };
  log.counts.binds += 1;
  // Noted before it is asked for, because an answer may be lost.
  if ('b' in body) meet(log, a, body.b);
  await request(stack, log, 'POST', '/bindings', body);
};

const known = (log: Log, pick: Pick): string => pick([...log.bindingIds, 'unknown'], 'binding');

const change = async (stack: Stack, log: Log, pick: Pick): Promise<void> => {
  const path = `/bindings/${known(log, pick)}`;
  const { body } = await request(stack, log, 'GET', path);
  const { mode, a } = Object(body) as { mode?: SoakMode; a?: string };
  if (mode === undefined) return;
  const changes = CHANGES[mode](pick);
  if ('b' in changes) meet(log, a, changes.b);
  await request(stack, log, 'PATCH', path, changes);
};

const callee = async (stack: Stack, log: Log, pick: Pick): Promise<void> => {
  const path = `/bindings/${known(log, pick)}`;
  const { body } = await request(stack, log, 'GET', path);
  const { mode, a } = Object(body) as { mode?: SoakMode; a?: string };
  const other = pick(PERSONS, 'callee');
  if (mode !== 'AX') return;
  meet(log, a, other);
  await request(stack, log, 'PUT', `${path}/temporary-callee`, { callee: other, ttlSeconds: 600 });
};

const call = async (stack: Stack, log: Log, pick: Pick): Promise<void> => {
  const mode = pick(MODES, 'call mode');
  log.counts.calls += 1;
  await stack.control.placeCall({
    from: pick(PERSONS, 'from'),
    to: pick(privateNumbersOf(mode), 'to'),
    outcome: pick(['answered', 'answered', 'busy', 'no-answer'], 'outcome'),
    talkSeconds: pick([2, 20, 70], 'talk'),
    ...(mode === 'AXE' ? { extension: pick(['10', '11', '12', '13'], 'extension') } : {}),
  });
};

const sms = async (stack: Stack, log: Log, pick: Pick): Promise<void> => {
  const mode = pick(['AX', 'AXB', 'X'] as const, 'text mode');
  log.counts.texts += 1;
  await stack.control.sendText({
    from: pick(PERSONS, 'sender'),
    to: pick(privateNumbersOf(mode), 'text to'),
    content: SMS_CONTENT,
  });
};

const ACTIONS = [
  ...[bind, bind, bind, call, call, call, sms, change, callee],
  async (stack: Stack, log: Log, pick: Pick) => {
    await request(stack, log, 'DELETE', `/bindings/${known(log, pick)}`);
  },
  async (stack: Stack, log: Log, pick: Pick) => {
    await request(stack, log, 'GET', `/bindings/${known(log, pick)}?verify=true`);
  },
  (stack: Stack) => run(stack, 'binding-sweeper'),
  (stack: Stack) => run(stack, 'recording-archiver'),
] as const;

/** A schedule; a run that fails as a whole is made up for by the next. */
const run = async (stack: Stack, functionFolder: string): Promise<void> => {
  await stack.invoke(functionFolder).catch(() => undefined);
};

/** One action drawn by chance. */
export const act = async (stack: Stack, log: Log, seed: number, number: number): Promise<void> => {
  const pick: Pick = (items, name) => pickOf(items, seed, number, name);
  await pick(ACTIONS, 'action')(stack, log, pick);
};
