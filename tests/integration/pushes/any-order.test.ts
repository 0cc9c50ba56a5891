import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { aCdrPush, aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import type { StoreVerdict } from '../../harness/store-faults.ts';

let stack: Stack;
let scripts = 0;
let nonces = 0;

beforeAll(async () => {
  stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T02:45:00.000Z') });
});
afterAll(() => stack.close());
beforeEach(() => {
  stack.store.judge = () => 'ok';
});

/** Numbers a run of a property, so that no two runs tell of the same call. */
const nextScript = (): string => {
  scripts += 1;
  return `script-${scripts}`;
};

const lookup = createLookupKeys(Buffer.alloc(32, 2));

type Shown = Record<string, unknown>;

const viewOf = async (session: string): Promise<Shown> => {
  const { body, status } = await stack.request('GET', `/calls/${lookup('session', 'rides', session)}`);
  const { callId: _id, ...rest } = body as Shown;
  return { status, ...rest };
};

/** A push with the signature under which all its deliveries come. */
type Delivery = Readonly<{ body: string; headers: Record<string, string> }>;

const signed = (body: string): Delivery => {
  nonces += 1;
  const created = stack
    .clock()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
  return { body, headers: signedHeaders({ ...RIDES, nonce: `order${nonces}`, created }) };
};

const deliver = async ({ body, headers }: Delivery): Promise<number> =>
  (await stack.request('POST', '/webhooks/call-events', { body, headers: { authorization: '', ...headers } }))
    .status;

const TIMES = ['02:30:03', '02:30:03', '02:30:05', '02:30:09', '02:31:20'];
const TYPES = ['callin', 'callout', 'alerting', 'answer', 'disconnect'];

/** The course of a call: which events come, how it ends, whether a CDR comes, a second one, and what it lacks. */
const callScript = fc.record({
  events: fc.subarray([0, 1, 2, 3, 4]),
  answered: fc.boolean(),
  recorded: fc.boolean(),
  stateCode: fc.constantFrom(0, 7501, 8102, 8014),
  cdrs: fc.constantFrom(1, 2, 2, 0),
  bound: fc.boolean(),
});
type CallScript = ReturnType<(typeof callScript)['generate']>['value'];

const eventBody = (session: string, { stateCode, bound }: CallScript, index: number): string =>
  JSON.stringify({
    eventType: TYPES[index],
    statusInfo: {
      sessionId: session,
      timestamp: `2026-03-01 ${TIMES[index]}`,
      caller: index === 0 ? '+8613800000001' : xNumber(1),
      called: index === 0 ? xNumber(1) : '+8613900000002',
      ...(bound ? { subscriptionId: 'bound' } : {}),
      ...(index === 4 ? { stateCode } : {}),
    },
  });

const cdrBody = (session: string, { answered, recorded, bound }: CallScript, index: number) =>
  aSentCdr({
    sessionId: session,
    icid: `${session}-${index}`,
    subscriptionId: bound ? 'bound' : '',
    // A phone that redials by itself makes a second record, of which the answered one counts.
    ...(answered && index === 0 ? {} : { fwdAnswerTime: null, ulFailReason: 8101, fwdUnaswRsn: 19 }),
    recordFlag: recorded && answered && index === 0 ? 1 : 0,
  });

/** All pushes of a call, each CDR alone or all in one. */
const pushesOf = (session: string, script: CallScript, together: boolean): readonly string[] => {
  const cdrs = Array.from({ length: script.cdrs }, (_, index) => cdrBody(session, script, index));
  const events = script.events.map((index) => eventBody(session, script, index));
  if (cdrs.length === 0) return events;
  return [...events, ...(together ? [aCdrPush(cdrs)] : cdrs.map((cdr) => aCdrPush([cdr])))];
};

/** The order of deliveries of `count` pushes, each once to seven times, and how many at a time. */
const order = (count: number) =>
  fc
    .array(fc.integer({ min: 1, max: 7 }), { minLength: count, maxLength: count })
    .map((times) => times.flatMap((many, index) => Array<number>(many).fill(index)))
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }));

describe('the pushes of any call', () => {
  it('in any order, up to seven times each, spread over time and cut in any way show the same call', async () => {
    const property = fc
      .tuple(callScript, fc.boolean(), fc.array(fc.nat(120), { minLength: 1, maxLength: 5 }))
      .chain(([script, together, pauses]) =>
        fc.record({
          script: fc.constant(script),
          together: fc.constant(together),
          pauses: fc.constant(pauses),
          indices: order(pushesOf('', script, together).length),
        }),
      );

    await fc.assert(
      fc.asyncProperty(property, async ({ script, together, pauses, indices }) => {
        const [plain, shuffled] = [nextScript(), nextScript()];
        for (const body of pushesOf(plain, script, !together)) await deliver(signed(body));
        const expected = await viewOf(plain);

        const deliveries = pushesOf(shuffled, script, together).map(signed);
        for (let at = 0; at < indices.length; at += pauses.length) {
          const wave = indices.slice(at, at + pauses.length).flatMap((index) => deliveries[index] ?? []);
          expect(new Set(await Promise.all(wave.map(deliver)))).toEqual(new Set([200]));
          await stack.advance(pauses[at % pauses.length] ?? 0);
        }

        expect(await viewOf(shuffled)).toEqual(expected);
        const kept = (await stack.items('CALLS_TABLE')).filter(
          ({ pk }) => pk === `C#${lookup('session', 'rides', shuffled)}`,
        );
        expect(kept).toHaveLength(script.events.length + script.cdrs);
      }),
      { numRuns: 25 },
    );
  });
});

/**
 * Fates of the store's calls in one delivery. After `killedAt` calls the process is gone: nothing more of this delivery
 * happens, and nobody hears its answer.
 */
type Fate = Readonly<{ verdicts: readonly StoreVerdict[]; killedAt: number | undefined }>;

const fate: fc.Arbitrary<Fate> = fc.record({
  verdicts: fc.array(fc.constantFrom<StoreVerdict>('ok', 'ok', 'ok', 'before', 'after'), {
    minLength: 1,
    maxLength: 6,
  }),
  killedAt: fc.option(fc.integer({ min: 0, max: 7 }), { nil: undefined, freq: 3 }),
});

const suffer = ({ verdicts, killedAt }: Fate): void => {
  let calls = 0;
  stack.store.judge = () => {
    const call = calls;
    calls += 1;
    return killedAt !== undefined && call >= killedAt ? 'before' : (verdicts[call % verdicts.length] ?? 'ok');
  };
};

describe('a push that was answered 200', () => {
  it('is there, exactly once, after any failures of the store and any kills', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 8 }), async (fates) => {
        const script = nextScript();
        const sessions = Array.from({ length: 5 }, (_, index) => `${script}-${index}`);
        const x = `+8617${String(scripts).padStart(9, '0')}`;
        const push = signed(
          aCdrPush(sessions.map((sessionId) => aSentCdr({ sessionId, icid: sessionId, bindNum: x }))),
        );
        const listed = async () =>
          ((await stack.request('GET', `/calls?x=${encodeURIComponent(x)}`)).body as { items: Shown[] })
            .items;

        let accepted = false;
        for (const each of fates) {
          suffer(each);
          const status = await deliver(push);
          stack.store.judge = () => 'ok';
          expect([200, 503]).toContain(status);
          accepted ||= status === 200 && each.killedAt === undefined;
          if (accepted) expect(await listed()).toHaveLength(5);
        }
        expect(await deliver(push)).toBe(200);

        const calls = await listed();
        expect(calls.map(({ callId }) => callId).sort()).toEqual(
          sessions.map((session) => lookup('session', 'rides', session)).sort(),
        );
        const records = (await stack.items('CALLS_TABLE')).filter(({ pk }) =>
          calls.some(({ callId }) => pk === `C#${callId}`),
        );
        expect(records).toHaveLength(5);
      }),
      { numRuns: 25 },
    );
  });
});
