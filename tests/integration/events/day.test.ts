import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventKind, eventSchema } from '../../../shared/events/facts/kinds.ts';
import { aSentCdr } from '../../builders/pushes.ts';
import { person, poolNumbers, RIDES, simulatorApp, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

// A day of one business: every kind of event, with repeats, crashes and a bus that refuses for an hour.

const PARCELS = {
  name: 'parcels',
  mode: 'AX' as const,
  appKey: 'TestAppKeyParcels000000000001',
  appSecret: 'test-app-secret-parcels-0001',
};
const X_OF_PARCELS = xNumber(101);

type Told = Readonly<{
  id: string;
  type: string;
  app: string;
  reference: string | null;
  bindingId: string | null;
  occurredAt: string;
  data: Readonly<Record<string, unknown>>;
}>;

let stack: Stack;
/** Ends the next invocation after all its work, as a container that dies before it answers. */
let crashes = 0;

/** The events, each once, oldest first. */
const told = (): readonly Told[] => {
  const all = [...stack.events()].reverse() as unknown as readonly Told[];
  return [...new Map(all.map((event) => [event.id, event])).values()];
};
const kindsOf = (reference: string) =>
  told()
    .filter((event) => event.reference === reference)
    .map(({ type }) => type);
const ofKind = (kind: string) => told().filter(({ type }) => type === kind);

const bind = async (body: object): Promise<string> => {
  const { status, body: bound } = await stack.request('POST', '/bindings', { body });
  expect(status, JSON.stringify(bound)).toBe(201);
  return (bound as { bindingId: string }).bindingId;
};

const pushAgain = async (): Promise<void> => {
  const pushes = await stack.control.journal({ kind: 'push' });
  for (const { id } of pushes) await stack.control.repeatPush(id);
};

let firstId: string;
let keptId: string;

const morning = async (): Promise<void> => {
  firstId = await bind({
    mode: 'AXB',
    a: person(1),
    b: person(2),
    x: xNumber(1),
    reference: 'first',
    record: true,
    recordTone: 'tone.wav',
  });
  await stack.control.placeCall({ from: person(1), to: xNumber(1), outcome: 'answered', talkSeconds: 61 });
  await stack.control.placeCall({ from: person(2), to: xNumber(1), outcome: 'no-answer' });
  await stack.control.sendText({ from: person(1), to: xNumber(1), content: 'hello' });
  await stack.control.sendText({ from: person(2), to: xNumber(1), content: 'hello', sendResult: 10 });
  await stack.advance(1);
  await stack.invoke('recording-archiver');
  crashes = 2;
  await stack.followChanges();
  await stack.followChanges();
  await stack.request('PATCH', `/bindings/${firstId}`, { body: { ttlSeconds: 3600 } });
  // The same again changes nothing.
  await stack.request('PATCH', `/bindings/${firstId}`, { body: { callDirection: 'both' } });
  await stack.followChanges();
  await pushAgain();
};

const refusedHour = async (): Promise<void> => {
  stack.bus?.refuse(true);
  const id = await bind({ mode: 'AX', a: person(3), reference: 'parcel' });
  await stack.request('DELETE', `/bindings/${id}`);
  const short = {
    mode: 'AXB',
    a: person(4),
    b: person(5),
    x: xNumber(2),
    reference: 'short',
    ttlSeconds: 120,
  };
  await bind(short);
  for (let minutes = 0; minutes < 60; minutes += 20) {
    expect(await stack.followChanges()).toBeGreaterThan(0);
    await stack.advance(1200);
    await stack.invoke('publish-events', { action: 'tell-expiries' });
  }
  stack.bus?.refuse(false);
  expect(await stack.followChanges()).toBe(0);
  await stack.invoke('publish-events', { action: 'tell-expiries' });
};

/** A phone that redials by itself makes a CDR a leg. */
const redials = async (): Promise<void> => {
  const { body } = await stack.request('GET', `/bindings/${firstId}`);
  const { subscriptionId } = body as { subscriptionId: string };
  const leg = (sessionId: string, icid: string, changes: object = {}) => {
    const {
      recordObjectName: _name,
      recordDomain: _domain,
      ...sent
    } = aSentCdr({ sessionId, icid, subscriptionId, ...changes });
    return sent;
  };
  const missed = { fwdAnswerTime: '', callEndTime: '2026-03-01 01:20:09', recordFlag: 0, ulFailReason: 8003 };
  const push = (feeLst: readonly unknown[]) =>
    stack.control.pushRaw({ appKey: RIDES.appKey, kind: 'cdr', body: { eventType: 'fee', feeLst } });
  await push([leg('redial-and-answer', 'one', missed), leg('redial-and-answer', 'two')]);
  await push([leg('never-answered', 'one', missed)]);
  await stack.followChanges();
  await push([leg('never-answered', 'two', missed)]);
  await stack.followChanges();
};

const trouble = async (): Promise<void> => {
  await stack.control.faults.add({
    on: 'bind',
    kind: 'result-code',
    httpStatus: 403,
    code: '1010029',
    times: 1,
  });
  await stack.request('POST', '/bindings', {
    body: { mode: 'AXB', a: person(6), b: person(7), x: xNumber(3), reference: 'refused' },
  });
  const kept = await bind({ mode: 'AX', a: person(8), x: X_OF_PARCELS, reference: 'kept' });
  keptId = kept;
  for (const state of [9, 10, 5] as const) {
    await stack.control.setNumber(X_OF_PARCELS, { state } as never);
    await stack.followChanges();
    await stack.advance(2);
  }
  await stack.control.faults.add({ on: 'any', kind: 'locked-out', times: 1 });
  await stack.request('GET', `/bindings/${kept}?verify=true`);
  const city = { areaCode: '0755', usable: 4, liveBindings: 4, needed: 1, fill: 1 };
  for (const low of [{ low: false }, { low: true, lowSince: '2026-03-01T09:00:00.000Z' }])
    await stack.documents.put({
      purpose: 'storing a report',
      table: stack.tables.NUMBERS_TABLE,
      item: { pk: 'APP#parcels', sk: 'POOL', report: { app: 'parcels', cities: [{ ...city, ...low }] } },
    });
};

/** The business must not hear of any of this. */
const evening = async (): Promise<void> => {
  await stack.advance(120);
  const day = { from: '2026-03-01T07:00:00.000Z', to: '2026-03-01T12:00:00.000Z' };
  await stack.invoke('replay-pushes', day);
  await stack.invoke('manage-privacy', { action: 'erase', party: person(4), operator: 'tests' });
  await stack.followChanges();
  await stack.invoke('publish-events', { action: 'tell-expiries' });
  for (const table of [stack.tables.BINDINGS_TABLE, stack.tables.CALLS_TABLE] as const)
    for (const { pk, sk } of await stack.items(
      table === stack.tables.BINDINGS_TABLE ? 'BINDINGS_TABLE' : 'CALLS_TABLE',
    ))
      await stack.documents.remove({ purpose: 'ending an item', table, key: { pk, sk } });
  expect(await stack.followChanges()).toBe(0);
};

beforeAll(async () => {
  const numbers = poolNumbers(20);
  const parcelNumbers = poolNumbers(2, 101);
  stack = await startStack({
    store: 'memory',
    changes: true,
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    seed: 3,
    sleep: async () => undefined,
    apps: [
      { ...RIDES, numbers },
      { ...PARCELS, numbers: parcelNumbers, eventsWithNumbers: true, defaults: { allowPermanent: true } },
    ],
    platformApps: [simulatorApp(RIDES, numbers), { ...PARCELS, numbers: parcelNumbers, pushUrls: {} }],
    invoked: async (work) => {
      const result = await work();
      if (crashes === 0) return result;
      crashes -= 1;
      throw new Error('planned: dies before it answers');
    },
  });
  await morning();
  await redials();
  await refusedHour();
  await trouble();
  await evening();
});
afterAll(() => stack.close());

describe('a day of the business', () => {
  it('is heard of as exactly what happened', () => {
    const heard = told().map(({ type, app, reference }) => [type, app, reference].join(' '));

    expect(heard.sort()).toEqual(
      [
        ...['binding.active rides first', 'binding.changed rides first', 'binding.expired rides first'],
        ...['message.received rides first', 'message.failed rides first'],
        // Answered, missed, redialled until somebody answered, redialled in vain.
        ...Array<string>(4).fill('call.ended rides first'),
        ...Array<string>(2).fill('call.missed rides first'),
        ...['recording.archived rides first', 'recording.lost rides first'],
        ...['binding.active parcels parcel', 'binding.released parcels parcel'],
        ...['binding.active rides short', 'binding.expired rides short'],
        ...['binding.failed rides refused', 'account.suspended rides ', 'binding.active parcels kept'],
        ...['number.lost parcels ', 'number.lost parcels ', 'number.recovered parcels ', 'pool.low parcels '],
        ...['platform.locked-out rides ', 'platform.locked-out parcels '],
      ].sort(),
    );
  });

  it('is told in the order of each binding', () => {
    expect(kindsOf('short')).toEqual(['binding.active', 'binding.expired']);
    expect(kindsOf('parcel')).toEqual(['binding.active', 'binding.released']);
    expect(kindsOf('first').filter((kind) => kind.startsWith('binding.'))).toEqual([
      'binding.active',
      'binding.changed',
      'binding.expired',
    ]);
  });

  it('repeats nothing under another id or with other words', () => {
    const all = stack.events().map(({ detail }) => JSON.stringify(detail));

    expect(all.length).toBeGreaterThan(told().length);
    expect(new Set(all).size).toBe(told().length);
  });

  it('has the form that is written down', () => {
    for (const event of told())
      expect(v.safeParse(eventSchema(event.type as EventKind), event).issues).toBeUndefined();
  });

  it('has a number only for an app that wants it', () => {
    const ofApp = (app: string) => JSON.stringify(told().filter((event) => event.app === app));

    expect(ofApp('rides')).not.toMatch(/861[37]\d{7}/);
    expect(ofApp('parcels')).toContain('+8613800000003');
  });

  it('names the binding of a lost number', () => {
    expect(ofKind('number.lost')[0]?.data).toMatchObject({
      state: 'suspended',
      liveBindings: 1,
      bindingIds: [keptId],
      page: 1,
      last: true,
    });
  });

  it('names who ended a binding', () => {
    expect(ofKind('binding.released')[0]?.data).toMatchObject({
      endReason: 'released',
      endedBy: 'tests',
      replacedBy: null,
    });
  });

  it('tells how a call ended', () => {
    const [answered] = ofKind('call.ended');

    expect(answered).toMatchObject({
      bindingId: firstId,
      occurredAt: '2026-03-01T08:00:00.000Z',
      data: { answered: true, talkSeconds: 61, billedMinutes: 2, direction: 'from-a' },
    });
    expect(ofKind('call.missed')[0]?.data).toMatchObject({ outcome: { code: 8101, class: 'callee' } });
  });
});
